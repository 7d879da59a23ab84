package io.github.cacheconsistency.test;

import io.github.cacheconsistency.test.scenario.AsynchronousWrite;
import io.github.cacheconsistency.test.scenario.ClearInALargeRedis;
import io.github.cacheconsistency.test.scenario.CrossedLoads;
import io.github.cacheconsistency.test.scenario.CrossedWriters;
import io.github.cacheconsistency.test.scenario.DoubleDeleteOutrun;
import io.github.cacheconsistency.test.scenario.EvictionAtTheWorstMoment;
import io.github.cacheconsistency.test.scenario.EvictionInsideTransaction;
import io.github.cacheconsistency.test.scenario.ExpiryBoundary;
import io.github.cacheconsistency.test.scenario.HotKeyStampede;
import io.github.cacheconsistency.test.scenario.LateFollower;
import io.github.cacheconsistency.test.scenario.MereLook;
import io.github.cacheconsistency.test.scenario.NullAndInsert;
import io.github.cacheconsistency.test.scenario.OldSnapshot;
import io.github.cacheconsistency.test.scenario.ReadBeforeCommit;
import io.github.cacheconsistency.test.scenario.ReadBetweenCommitAndDelete;
import io.github.cacheconsistency.test.scenario.ReadInsideOwnTransaction;
import io.github.cacheconsistency.test.scenario.ReadWriteStorm;
import io.github.cacheconsistency.test.scenario.ReplicaLag;
import io.github.cacheconsistency.test.scenario.SlowNetwork;
import io.github.cacheconsistency.test.scenario.StaleFillAtExpiry;
import io.github.cacheconsistency.test.scenario.StormMatrix;
import io.github.cacheconsistency.test.scenario.TwoKeysAndClear;
import org.junit.jupiter.api.Test;

/**
 * All race scenarios as tests, with forced orders. Subclass it, add {@code @SpringBootTest}, and describe your service
 * in {@link #subject()}: each scenario runs on your beans, with the strategy of your cache. A test passes if the
 * strategy keeps its promises and if its documented gaps are found; it is skipped if your subject does not support it.
 */
public abstract class BundledRaces extends FaultRaces {

    @Test
    protected void R01_staleFillAtExpiry() {
        run(new StaleFillAtExpiry());
    }

    @Test
    protected void R02_readBetweenCommitAndDelete() {
        run(new ReadBetweenCommitAndDelete());
    }

    @Test
    protected void R03_readBeforeCommit() {
        run(new ReadBeforeCommit());
    }

    @Test
    protected void R04_doubleDeleteOutrun() {
        run(new DoubleDeleteOutrun());
    }

    @Test
    protected void R05_expiryBoundary() {
        run(new ExpiryBoundary());
    }

    @Test
    protected void R06_readWriteStorm() {
        run(new ReadWriteStorm());
    }

    @Test
    protected void R07_stormMatrix() {
        run(new StormMatrix());
    }

    @Test
    protected void R08_evictionAtTheWorstMoment() {
        run(new EvictionAtTheWorstMoment());
    }

    @Test
    protected void R09_replicaLag() {
        run(new ReplicaLag());
    }

    @Test
    protected void R10_slowNetwork() {
        run(new SlowNetwork());
    }

    @Test
    protected void R11_hotKeyStampede() {
        run(new HotKeyStampede());
    }

    @Test
    protected void R12_crossedWriters() {
        run(new CrossedWriters());
    }

    @Test
    protected void R16_oldSnapshot() {
        run(new OldSnapshot());
    }

    @Test
    protected void R17_readInsideOwnTransaction() {
        run(new ReadInsideOwnTransaction());
    }

    @Test
    protected void R18_nullAndInsert() {
        run(new NullAndInsert());
    }

    @Test
    protected void R19_lateFollower() {
        run(new LateFollower());
    }

    @Test
    protected void R21_evictionInsideTransaction() {
        run(new EvictionInsideTransaction());
    }

    @Test
    protected void R23_twoKeysAndClear() {
        run(new TwoKeysAndClear());
    }

    @Test
    protected void R40_asynchronousWrite() {
        run(new AsynchronousWrite());
    }

    @Test
    protected void R41_mereLook() {
        run(new MereLook());
    }

    @Test
    protected void R43_clearInALargeRedis() {
        run(new ClearInALargeRedis());
    }

    @Test
    protected void R44_crossedLoads() {
        run(new CrossedLoads());
    }
}
