package io.github.cacheconsistency.mutants;

import static io.github.cacheconsistency.mutants.Changes.answering;
import static io.github.cacheconsistency.mutants.Changes.skipped;
import static io.github.cacheconsistency.mutants.Guarded.CACHE_ASIDE;
import static io.github.cacheconsistency.mutants.Guarded.DELAYED_DOUBLE_DELETE;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.spi.CacheStore;
import io.github.cacheconsistency.spi.DelayedInvalidation;
import java.time.Duration;
import java.util.List;

/** Mutants of the two strategies without leases and versions. */
final class DeleteMutants {

    private static final String DELETE = "internal.strategy.CacheAsideStrategy#invalidateCommitted(List)";
    private static final String DELETES = "internal.strategy.DelayedDoubleDeleteStrategy#invalidateCommitted(List)";
    private static final String LATER = "internal.write.DelayedInvalidations#invalidateLater(Collection,Duration)";

    private DeleteMutants() {}

    static List<Mutant> all() {
        return List.of(
                Mutant.of(CACHE_ASIDE, "R02", "delete skipped", "A write leaves the cache as it is.")
                        .at(DELETE, skipped()),
                Mutant.of(
                                CACHE_ASIDE,
                                "R03",
                                "delete inside the transaction",
                                "The delete does not wait for the commit of the transaction it belongs to.")
                        .at(Library.CURRENT_WRITES, answering(null)),
                Mutant.of(CACHE_ASIDE, "R03", "delete first", "Deleted before the row is changed, and not after it.")
                        .at(Library.BEFORE_WRITE, Library.invalidatesBeforeTheAction())
                        .at(DELETE, skipped()),
                Mutant.of(CACHE_ASIDE, "R14", "failed delete swallowed", "A delete that fails is not tried again.")
                        .at(Library.FAILED, skipped()),
                Mutant.of(DELAYED_DOUBLE_DELETE, "R01", "last delete lost", "Nothing is deleted after the delay.")
                        .at(LATER, skipped()),
                Mutant.of(DELAYED_DOUBLE_DELETE, "R01", "delay 0", "The last delete comes at once.")
                        .at(LATER, call -> {
                            CacheStore store = call.field("store");
                            store.invalidate(call.argument(0));
                            return null;
                        }),
                Mutant.of(
                                DELAYED_DOUBLE_DELETE,
                                "R01",
                                "delay in the wrong unit",
                                "The last delete comes a thousand times later.")
                        .at(
                                LATER,
                                call -> call.proceedWith(
                                        1, call.<Duration>argument(1).multipliedBy(1000))),
                Mutant.of(
                                DELAYED_DOUBLE_DELETE,
                                "R02",
                                "delete after the commit lost",
                                "Deleted before the transaction and after the delay only.")
                        .at(DELETES, call -> {
                            DelayedInvalidation later = call.field("delayedInvalidation");
                            List<CacheKey> keys = call.argument(0);
                            later.invalidateLater(keys, call.field("delay"));
                            return null;
                        }),
                Mutant.of(
                                DELAYED_DOUBLE_DELETE,
                                "R03",
                                "delete inside the transaction",
                                "No delete waits for the commit, nor does the delay.")
                        .at(Library.CURRENT_WRITES, answering(null))
                        .at(LATER, skipped()),
                Mutant.of(
                                DELAYED_DOUBLE_DELETE,
                                "R23",
                                "clear once",
                                "After `clear()` nothing is removed once more after the delay.")
                        .at("internal.strategy.DelayedDoubleDeleteStrategy#afterClear(byte[])", skipped()));
    }
}
