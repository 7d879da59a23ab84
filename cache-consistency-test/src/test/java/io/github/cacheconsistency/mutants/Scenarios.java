package io.github.cacheconsistency.mutants;

import io.github.cacheconsistency.test.scenario.CrossedWriters;
import io.github.cacheconsistency.test.scenario.DoubleDeleteOutrun;
import io.github.cacheconsistency.test.scenario.EvictionAtTheWorstMoment;
import io.github.cacheconsistency.test.scenario.EvictionInsideTransaction;
import io.github.cacheconsistency.test.scenario.ExpiryBoundary;
import io.github.cacheconsistency.test.scenario.LateFollower;
import io.github.cacheconsistency.test.scenario.LeaseHolderDies;
import io.github.cacheconsistency.test.scenario.NullAndInsert;
import io.github.cacheconsistency.test.scenario.OldSnapshot;
import io.github.cacheconsistency.test.scenario.ReadBeforeCommit;
import io.github.cacheconsistency.test.scenario.ReadBetweenCommitAndDelete;
import io.github.cacheconsistency.test.scenario.ReadInsideOwnTransaction;
import io.github.cacheconsistency.test.scenario.RedisRestarts;
import io.github.cacheconsistency.test.scenario.RedisUnreachable;
import io.github.cacheconsistency.test.scenario.ReplicaLag;
import io.github.cacheconsistency.test.scenario.RollbackAndUnknownOutcome;
import io.github.cacheconsistency.test.scenario.Safeguard;
import io.github.cacheconsistency.test.scenario.Scenario;
import io.github.cacheconsistency.test.scenario.StaleFillAtExpiry;
import io.github.cacheconsistency.test.scenario.TwoKeysAndClear;
import io.github.cacheconsistency.test.scenario.WriterDies;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The scenarios that run with mutants: those with forced orders. Storms and stampedes may miss a mutant, R10 repeats
 * R01 to R04, and R14 on two nodes needs another node.
 */
final class Scenarios {

    private static final List<Supplier<Scenario>> ALL = List.of(
            StaleFillAtExpiry::new,
            ReadBetweenCommitAndDelete::new,
            ReadBeforeCommit::new,
            DoubleDeleteOutrun::new,
            ExpiryBoundary::new,
            EvictionAtTheWorstMoment::new,
            ReplicaLag::new,
            CrossedWriters::new,
            WriterDies::new,
            RedisUnreachable::new,
            RollbackAndUnknownOutcome::new,
            OldSnapshot::new,
            ReadInsideOwnTransaction::new,
            NullAndInsert::new,
            LateFollower::new,
            LeaseHolderDies::new,
            EvictionInsideTransaction::new,
            RedisRestarts::new,
            TwoKeysAndClear::new);

    private Scenarios() {}

    static List<Scenario> all() {
        return ALL.stream().map(Supplier::get).toList();
    }

    /**
     * The scenarios for {@code guarded}. While a tombstone is in a key it is not filled, which only R09 expects; the
     * relay and the watch take steps of their own, which only the scenarios with faults expect.
     */
    static List<Scenario> of(Guarded guarded) {
        if (guarded.safeguards().contains(Safeguard.REPLICA_LAG)) {
            return List.of(named("R09"));
        }
        return guarded.needsSafeNode()
                ? Stream.of("R13", "R14", "R15", "R20", "R22")
                        .map(Scenarios::named)
                        .toList()
                : all();
    }

    static Scenario named(String id) {
        return all().stream()
                .filter(scenario -> scenario.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "Expected one of the scenarios that run with mutants, found " + id));
    }
}
