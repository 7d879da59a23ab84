package io.github.cacheconsistency.peers;

import io.github.cacheconsistency.test.scenario.CrossedWriters;
import io.github.cacheconsistency.test.scenario.DoubleDeleteOutrun;
import io.github.cacheconsistency.test.scenario.EvictionAtTheWorstMoment;
import io.github.cacheconsistency.test.scenario.EvictionInsideTransaction;
import io.github.cacheconsistency.test.scenario.ExpiryBoundary;
import io.github.cacheconsistency.test.scenario.HotKeyStampede;
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
import io.github.cacheconsistency.test.scenario.Scenario;
import io.github.cacheconsistency.test.scenario.StaleFillAtExpiry;
import io.github.cacheconsistency.test.scenario.TwoKeysAndClear;
import io.github.cacheconsistency.test.scenario.WriterDies;
import java.util.List;

/**
 * The scenarios for peers: all bundled ones except the storms, whose result is random for an unguarded cache, R10,
 * which repeats R01 to R04, and R14 on two nodes.
 */
final class PeerScenarios {

    private PeerScenarios() {}

    static List<Scenario> all() {
        return List.of(
                new StaleFillAtExpiry(),
                new ReadBetweenCommitAndDelete(),
                new ReadBeforeCommit(),
                new DoubleDeleteOutrun(),
                new ExpiryBoundary(),
                new EvictionAtTheWorstMoment(),
                new ReplicaLag(),
                new HotKeyStampede(),
                new CrossedWriters(),
                new WriterDies(),
                new RedisUnreachable(),
                new RollbackAndUnknownOutcome(),
                new OldSnapshot(),
                new ReadInsideOwnTransaction(),
                new NullAndInsert(),
                new LateFollower(),
                new LeaseHolderDies(),
                new EvictionInsideTransaction(),
                new RedisRestarts(),
                new TwoKeysAndClear());
    }
}
