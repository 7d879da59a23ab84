package io.github.cacheconsistency.mutants;

import static io.github.cacheconsistency.mutants.Changes.answering;
import static io.github.cacheconsistency.mutants.Changes.skipped;
import static io.github.cacheconsistency.mutants.Changes.when;
import static io.github.cacheconsistency.mutants.Guarded.LEASE_SAFE;

import io.github.cacheconsistency.internal.cache.Invalidation;
import io.github.cacheconsistency.internal.outbox.Outbox;
import io.github.cacheconsistency.spi.Mutation;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/** Mutants of outbox and failover watch. */
final class SafeguardMutants {

    private static final String WRITE_ROWS = "internal.write.LastBeforeCommit#writeRows(boolean)";
    private static final String REPLICATION_ID = "master_replid";

    private SafeguardMutants() {}

    static List<Mutant> all() {
        return Stream.of(outbox(), watch()).flatMap(List::stream).toList();
    }

    private static List<Mutant> outbox() {
        return List.of(
                Mutant.of(LEASE_SAFE, "R13", "row not written", "The transaction leaves no row in the outbox.")
                        .at(WRITE_ROWS, skipped()),
                Mutant.of(
                                LEASE_SAFE,
                                "R13",
                                "row after the commit",
                                "The row is written when the transaction has committed.")
                        .at(WRITE_ROWS, skipped())
                        .at("internal.write.InvalidationDispatcher#apply(GuardedCache,Collection,OutboxRows)", call -> {
                            Outbox outbox = call.field("outbox");
                            Collection<Mutation> mutations = call.argument(1);
                            outbox.writeAlone(Library.keys(mutations).stream()
                                    .map(Invalidation::of)
                                    .toList());
                            return call.proceed();
                        }),
                Mutant.of(LEASE_SAFE, "R13", "relay skips the invalidation", "The relay only deletes the rows.")
                        .at("internal.outbox.OutboxRelay#invalidate(List)", skipped()),
                Mutant.of(LEASE_SAFE, "R13", "clear not written", "A `clear()` leaves no row in the outbox.")
                        .at(
                                "internal.outbox.JdbcOutbox#write(Collection)",
                                when(SafeguardMutants::isClear, answering(Map.of()))),
                Mutant.of(LEASE_SAFE, "R13", "relay skips clears", "The relay invalidates single keys only.")
                        .at("internal.redis.SpringDataCacheStore#invalidateMatching(String,byte[])", answering(0L)),
                Mutant.of(LEASE_SAFE, "R13", "relay never comes", "Rows stay in the outbox.")
                        .at("internal.outbox.OutboxWork#relay()", skipped()),
                Mutant.of(LEASE_SAFE, "R13", "minimum age in the wrong unit", "The relay takes rows of minutes ago.")
                        .at(
                                "internal.outbox.OutboxTable#lockDue(JdbcOperations,Duration,int)",
                                call -> call.proceedWith(
                                        1, call.<Duration>argument(1).multipliedBy(1000))));
    }

    private static boolean isClear(Call call) {
        Collection<Invalidation> invalidations = call.argument(0);
        return invalidations.stream().allMatch(Invalidation::isPattern);
    }

    private static List<Mutant> watch() {
        return List.of(
                Mutant.of(LEASE_SAFE, "R22", "a lost connection is nothing", "Trust outlives the connection.")
                        .at("internal.failover.FailoverWatch#distrust(RuntimeException)", skipped()),
                Mutant.of(
                                LEASE_SAFE,
                                "R22",
                                "readers do not ask for trust",
                                "Hits are believed before Redis is verified.")
                        .at("internal.failover.CacheTrust#stamp()", answering(1L))
                        .at("internal.failover.CacheTrust#holdsSince(long)", answering(true)),
                Mutant.of(LEASE_SAFE, "R22", "entries stay", "A Redis that has come back keeps its entries.")
                        .at("internal.failover.Shard#remove(String,RedisConnection)", answering(0L)),
                Mutant.of(LEASE_SAFE, "R22", "leases stay", "A Redis that has come back keeps its leases.")
                        .at(Library.MATCHING, Library.leavesLeases()),
                Mutant.of(LEASE_SAFE, "R22", "replication id ignored", "Redis is known by its run_id alone.")
                        .at("internal.failover.ServerIdentity#of(Properties,Properties)", call -> {
                            Properties replication = new Properties();
                            replication.putAll(call.<Properties>argument(1));
                            replication.setProperty(REPLICATION_ID, "the same");
                            return call.proceedWith(1, replication);
                        }));
    }
}
