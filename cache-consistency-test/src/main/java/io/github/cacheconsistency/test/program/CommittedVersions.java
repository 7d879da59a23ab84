package io.github.cacheconsistency.test.program;

import io.github.cacheconsistency.test.RaceSubject;
import io.github.cacheconsistency.test.explore.ProgramError;
import io.github.cacheconsistency.test.gate.Ungated;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * The committed versions, asked past all gates and on connections beside the pool under test, and only when a commit may
 * have changed them. For one thread, on which no transaction is active.
 */
final class CommittedVersions {

    private final Map<RaceSubject.Entry, Long> known = new IdentityHashMap<>();

    long of(RaceSubject.Entry entry) {
        Long version = known.get(entry);
        if (version == null) {
            version = ask(entry);
            known.put(entry, version);
        }
        return version;
    }

    /** Whether {@code entry} has been asked for, and nothing committed since. */
    boolean knows(RaceSubject.Entry entry) {
        return known.containsKey(entry);
    }

    /** Something may have been committed. */
    void forget() {
        known.clear();
    }

    private static long ask(RaceSubject.Entry entry) {
        try {
            return Ungated.call(() -> entry.database().get());
        } catch (Exception e) {
            throw new ProgramError("RaceSubject.database(..) failed: " + e, e);
        }
    }
}
