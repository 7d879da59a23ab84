package io.github.cacheconsistency.test.program;

import io.github.cacheconsistency.test.RaceSubject;
import io.github.cacheconsistency.test.explore.ProgramError;
import io.github.cacheconsistency.test.gate.Ungated;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * The committed versions. They are queried only if a commit may have changed them; the queries bypass all gates and do
 * not use the pool under test. For one thread, without an active transaction.
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

    /** Whether {@code entry} has been queried, and no commit has happened since. */
    boolean knows(RaceSubject.Entry entry) {
        return known.containsKey(entry);
    }

    /** Called when a commit may have happened. */
    void forget() {
        known.clear();
    }

    private static long ask(RaceSubject.Entry entry) {
        try {
            return Ungated.call(() -> entry.database().get());
        } catch (Exception e) {
            throw new ProgramError(
                    "RaceSubject.database(..) failed. Expected: the committed version, or 0 if there is no row. It threw: "
                            + e,
                    e);
        }
    }
}
