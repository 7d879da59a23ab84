package io.github.cacheconsistency.internal.write;

/**
 * Flushes the changes that the active transaction still holds in memory to the database (docs/protocols.md, G3). Thread-safe.
 */
@FunctionalInterface
public interface FlushBeforeCommit {

    void flush();
}
