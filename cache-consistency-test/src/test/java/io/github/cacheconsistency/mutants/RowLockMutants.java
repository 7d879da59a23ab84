package io.github.cacheconsistency.mutants;

import static io.github.cacheconsistency.mutants.Changes.answering;
import static io.github.cacheconsistency.mutants.Changes.skipped;
import static io.github.cacheconsistency.mutants.Guarded.ROW_LOCK_BY_CODE;
import static io.github.cacheconsistency.mutants.Guarded.ROW_LOCK_LATE_SQL;
import static io.github.cacheconsistency.mutants.Guarded.ROW_LOCK_LEASE;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.WriteRefusedException;
import io.github.cacheconsistency.internal.cache.Invalidation;
import io.github.cacheconsistency.internal.write.FlushBeforeCommit;
import io.github.cacheconsistency.internal.write.InvalidationDispatcher;
import io.github.cacheconsistency.spi.LoadDecision;
import io.github.cacheconsistency.spi.Mutation;
import io.github.cacheconsistency.spi.RowLockProbe;
import java.util.Collection;
import java.util.List;
import org.springframework.test.util.ReflectionTestUtils;

/** Mutants of {@code row-lock-lease}. */
final class RowLockMutants {

    private static final String PROBED = "internal.strategy.RowLockLeaseStrategy#probed(CacheKey,Granted)";
    private static final String PROBE_SQL = "internal.rowlock.JdbcRowLockProbe#statement(Connection,String,ProbedRow)";

    private RowLockMutants() {}

    static List<Mutant> all() {
        return List.of(
                mutant("R02", "invalidation skipped", "A write leaves the cache as it is.")
                        .at(Library.INVALIDATE_BEFORE_COMMIT, skipped()),
                mutant("R02", "invalidation after the commit", "Invalidated when the row lock is gone.")
                        .at(Library.INVALIDATE_BEFORE_COMMIT, skipped())
                        .at("internal.strategy.RowLockLeaseStrategy#afterCommit(Collection)", call -> {
                            Collection<Mutation> mutations = call.argument(0);
                            Library.store(call.target()).invalidate(Library.keys(mutations));
                            return null;
                        }),
                mutant("R03", "invalidation before the change", "Invalidated before the row is changed and locked.")
                        .at(Library.INVALIDATE_BEFORE_COMMIT, skipped())
                        .at(Library.BEFORE_WRITE, Library.invalidatesBeforeTheAction()),
                Mutant.of(
                                ROW_LOCK_LATE_SQL,
                                "R03",
                                "flush after the invalidation",
                                "Invalidated before what was held back is sent to the database.")
                        .at("internal.write.LastBeforeCommit#invalidate(List)", flushesLast()),
                mutant("R14", "Redis failure ignored", "The commit goes on though the invalidation failed.")
                        .at(Library.INVALIDATE_BEFORE_COMMIT, call -> {
                            try {
                                return call.proceed();
                            } catch (WriteRefusedException ignored) {
                                return null;
                            }
                        }),
                mutant("R23", "only the first key", "Of several keys of one transaction the first one is invalidated.")
                        .at(
                                "internal.redis.SpringDataCacheStore#invalidateBeforeCommit(Collection)",
                                Library.onlyTheFirstKey()),
                mutant("R13", "clear after the commit only", "`clear()` does nothing while the row lock is held.")
                        .at(Library.INVALIDATE_BEFORE_COMMIT, call -> {
                            Collection<Invalidation> due = call.argument(0);
                            return call.proceedWith(
                                    0,
                                    due.stream().filter(one -> !one.isPattern()).toList());
                        }),
                mutant("R03", "probe before the lease", "The row is probed first, then the lease is taken.")
                        .at(Library.PREPARE_LOAD, probesFirst())
                        .at(PROBED, call -> call.argument(1)),
                mutant("R03", "probe skipped", "The lease is enough to fill.").at(PROBED, call -> call.argument(1)),
                mutant(
                                "R03",
                                "probe's answer ignored",
                                "The probe is sent, and every answer means that the row is free.")
                        .at("internal.rowlock.JdbcRowLockProbe#isFree(CacheKey)", call -> {
                            call.proceed();
                            return true;
                        }),
                mutant("R01", "probe after the load", "The row is probed when its value is to be filled.")
                        .at(PROBED, call -> call.argument(1))
                        .at("internal.strategy.LeasedReads#fill(CacheKey,FillPermit,Value,Duration)", call -> {
                            RowLockProbe probe = call.field("probe");
                            return probe.isFree(call.argument(0)) && Boolean.TRUE.equals(call.proceed());
                        }),
                mutant("R03", "probe without lock", "The probe is a plain SELECT.")
                        .at(PROBE_SQL, call -> {
                            String sql = String.valueOf(call.proceed());
                            return sql.substring(0, sql.indexOf(" = ?") + " = ?".length());
                        }),
                Mutant.of(
                                ROW_LOCK_BY_CODE,
                                "R03",
                                "probe of the index only",
                                "`SELECT 1` locks the index entry and not the row.")
                        .at(PROBE_SQL, call -> String.valueOf(call.proceed()).replace("SELECT *", "SELECT 1")),
                mutant("R03", "probe of another row", "The probe asks for the row beside the one that is loaded.")
                        .at("internal.rowlock.ProbedColumn#row(String)", call -> {
                            long key = Long.parseLong(call.argument(0));
                            return call.proceedWith(0, String.valueOf(key + 1));
                        }),
                mutant("R01", "no lease", "A reader probes but takes no lease, and its fill asks for none.")
                        .at(Library.PREPARE_LOAD, Library.grantsWithoutLease())
                        .at(Library.FILL, Library.fillsUnconditionally()),
                mutant("R01", "token not checked", "A fill asks for no lease.")
                        .at(Library.FILL, Library.fillsUnconditionally()),
                mutant("R16", "fill from an old snapshot", "What a transaction loads may be filled.")
                        .at(Library.FRESH_SNAPSHOT, answering(true)));
    }

    private static Change probesFirst() {
        return call -> {
            RowLockProbe probe = call.field("probe");
            CacheKey key = call.argument(0);
            return probe.isFree(key) ? call.proceed() : new LoadDecision.Refused();
        };
    }

    private static Change flushesLast() {
        return call -> {
            Collection<Invalidation> due = call.argument(0);
            InvalidationDispatcher cacheWrites = call.field("cacheWrites");
            FlushBeforeCommit flush = call.field("flush");
            ReflectionTestUtils.invokeMethod(call.<Object>field("writes"), "invalidated", due);
            cacheWrites.invalidateBeforeCommit(due);
            flush.flush();
            return null;
        };
    }

    private static Mutant mutant(String killer, String name, String broken) {
        return Mutant.of(ROW_LOCK_LEASE, killer, name, broken);
    }
}
