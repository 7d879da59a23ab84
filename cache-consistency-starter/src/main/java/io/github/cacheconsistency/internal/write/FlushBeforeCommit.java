package io.github.cacheconsistency.internal.write;

/** Sends what the active transaction still holds back in memory to the database (docs/protocols.md, G3). */
@FunctionalInterface
public interface FlushBeforeCommit {

    void flush();
}
