package io.github.cacheconsistency.internal.redis.script;

import java.util.List;

/** Runs scripts in one round trip. Thread-safe. */
public interface ScriptCalls {

    /**
     * Runs {@code calls}, each independently of the others.
     *
     * @return for each of them, in their order, whether it returned 1
     * @throws RuntimeException if one of them failed; the others may or may not have been executed
     */
    List<Boolean> run(List<ScriptCall> calls);
}
