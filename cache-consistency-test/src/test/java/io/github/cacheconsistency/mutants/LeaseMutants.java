package io.github.cacheconsistency.mutants;

import static io.github.cacheconsistency.mutants.Changes.answering;
import static io.github.cacheconsistency.mutants.Changes.skipped;
import static io.github.cacheconsistency.mutants.Guarded.LEASE;

import io.github.cacheconsistency.spi.DelayedInvalidation;
import io.github.cacheconsistency.spi.Mutation;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** Mutants of {@code lease}: of the lease itself, and of the invalidation after the commit. */
final class LeaseMutants {

    private static final String INVALIDATION = "internal.strategy.LeaseStrategy#afterCommit(Collection)";

    private LeaseMutants() {}

    static List<Mutant> all() {
        return List.of(
                mutant("R02", "delete skipped", "A write leaves the cache as it is.")
                        .at(INVALIDATION, skipped()),
                mutant("R03", "delete inside the transaction", "The invalidation does not wait for the commit.")
                        .at(Library.CURRENT_WRITES, answering(null)),
                mutant("R03", "delete before the commit", "Invalidated last before the commit, and not after it.")
                        .at(Library.BEFORE_COMMIT, Library.thenTheCacheStep())
                        .at(Library.AFTER_COMMIT, skipped()),
                mutant("R03", "delete first", "Invalidated before the row is changed, and not after it.")
                        .at(Library.BEFORE_WRITE, Library.invalidatesBeforeTheAction())
                        .at(INVALIDATION, skipped()),
                mutant("R02", "fire and forget", "The write is acknowledged while its invalidation is on the way.")
                        .at(INVALIDATION, call -> {
                            DelayedInvalidation later = call.field("delayedInvalidation");
                            Collection<Mutation> mutations = call.argument(0);
                            later.invalidateLater(Library.keys(mutations), Duration.ofMillis(1));
                            return null;
                        }),
                mutant("R23", "only the first key", "Of several keys of one transaction the first one is invalidated.")
                        .at(Library.INVALIDATE, Library.onlyTheFirstKey()),
                mutant("R01", "no lease", "A reader takes no lease, and its fill asks for none.")
                        .at(Library.PREPARE_LOAD, Library.grantsWithoutLease())
                        .at(Library.FILL, Library.fillsUnconditionally()),
                mutant("R01", "token not checked", "A fill asks for no lease.")
                        .at(Library.FILL, Library.fillsUnconditionally()),
                mutant("R20", "lease not written", "A lease counts as taken without being written.")
                        .at("internal.redis.SpringDataCacheStore#lease(CacheKey,LeaseToken,Duration)", answering(true)),
                mutant("R20", "lease without time-to-live", "A lease does not expire.")
                        .at(
                                Scripts.EXECUTE,
                                Scripts.with(
                                        "redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])\nreturn remember",
                                        "redis.call('SET', KEYS[1], ARGV[1])\nreturn remember")),
                mutant("R23", "clear skipped", "`clear()` removes nothing.")
                        .at("internal.redis.SpringDataCacheStore#invalidateMatching(String,byte[])", answering(0L)),
                mutant("R23", "clear leaves leases", "`clear()` removes values only.")
                        .at(Library.MATCHING, Library.leavesLeases()),
                mutant("R23", "clear before the commit", "`clear()` does not wait for the commit.")
                        .at("internal.write.WritePath#clear(GuardedCache,byte[])", GuardMutants.clearsAtOnce()));
    }

    private static Mutant mutant(String killer, String name, String broken) {
        return Mutant.of(LEASE, killer, name, broken);
    }
}
