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
final class FenceMutants {

    private static final String FENCE_TIME = "redis.SpringDataCacheStore#fenceTime(CacheKey)";
    private static final String HELD = "if redis.call('EXISTS', KEYS[1]) == 1 then";

    private FenceMutants() {}

    static List<Mutant> all() {
        return List.of(
                Mutant.of(VERSIONED_REPLICA, "R09", "no fence", "A put that finds no value leaves nothing behind.")
                        .at(FENCE_TIME, answering(Duration.ZERO)),
                Mutant.of(LEASE_REPLICA, "R09", "no fence", "An invalidation leaves nothing behind.")
                        .at(FENCE_TIME, answering(Duration.ZERO)),
                Mutant.of(LEASE_REPLICA, "R09", "lease over a fence", "A lease is taken whatever the key holds.")
                        .at(Scripts.EXECUTE, Scripts.with(HELD, "if false then")),
                Mutant.of(ROW_LOCK_REPLICA, "R09", "no fence", "Neither step of a write leaves a fence behind.")
                        .at(FENCE_TIME, answering(Duration.ZERO)),
                Mutant.of(
                                ROW_LOCK_REPLICA,
                                "R09",
                                "no fence before the commit",
                                "Only the step after the commit leaves a fence.")
                        .at(
                                "redis.SpringDataCacheStore#invalidate(Collection,Duration)",
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
