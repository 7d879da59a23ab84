package io.github.cacheconsistency.mutants;

import static io.github.cacheconsistency.mutants.Changes.answering;
import static io.github.cacheconsistency.mutants.Changes.when;
import static io.github.cacheconsistency.mutants.Guarded.LEASE_REPLICA;
import static io.github.cacheconsistency.mutants.Guarded.ROW_LOCK_REPLICA;
import static io.github.cacheconsistency.mutants.Guarded.VERSIONED_REPLICA;

import io.github.cacheconsistency.CacheKey;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** Mutants of the tombstones that prevent fills while a replica of the database may lag. */
final class TombstoneMutants {

    private static final String TOMBSTONE_TIME = "internal.redis.SpringDataCacheStore#tombstoneTime(CacheKey)";
    private static final String HELD = "if redis.call('EXISTS', KEYS[1]) == 1 then";

    private TombstoneMutants() {}

    static List<Mutant> all() {
        return List.of(
                Mutant.of(VERSIONED_REPLICA, "R09", "no tombstone", "A put that finds no value leaves nothing behind.")
                        .at(TOMBSTONE_TIME, answering(Duration.ZERO)),
                Mutant.of(LEASE_REPLICA, "R09", "no tombstone", "An invalidation leaves nothing behind.")
                        .at(TOMBSTONE_TIME, answering(Duration.ZERO)),
                Mutant.of(LEASE_REPLICA, "R09", "lease over a tombstone", "A lease is taken whatever the key holds.")
                        .at(Scripts.EXECUTE, Scripts.with(HELD, "if false then")),
                Mutant.of(ROW_LOCK_REPLICA, "R09", "no tombstone", "Neither step of a write leaves a tombstone behind.")
                        .at(TOMBSTONE_TIME, answering(Duration.ZERO)),
                Mutant.of(
                                ROW_LOCK_REPLICA,
                                "R09",
                                "no tombstone before the commit",
                                "Only the step after the commit leaves a tombstone.")
                        .at(
                                "internal.redis.SpringDataCacheStore#invalidate(Collection,Duration)",
                                when(call -> !call.<Duration>argument(1).isZero(), call -> {
                                    Collection<CacheKey> keys = call.argument(0);
                                    return Library.unlink(call.target(), keys);
                                })),
                Mutant.of(
                                ROW_LOCK_REPLICA,
                                "R09",
                                "release without token",
                                "A reader that may not fill deletes whatever the key holds.")
                        .at(Library.RELEASE, Library.deletes()));
    }
}
