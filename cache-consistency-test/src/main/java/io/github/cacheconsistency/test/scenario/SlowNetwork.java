package io.github.cacheconsistency.test.scenario;

import java.time.Duration;
import java.util.List;

/** R10, from the points incident: R01 to R04 with every Redis reply delayed. */
public final class SlowNetwork implements Scenario {

    private static final List<Duration> LATENCIES = List.of(Duration.ofMillis(2), Duration.ofMillis(20));

    private static final List<Scenario> SCENARIOS = List.of(
            new StaleFillAtExpiry(),
            new ReadBetweenCommitAndDelete(),
            new ReadBeforeCommit(),
            new DoubleDeleteOutrun());

    @Override
    public String id() {
        return "R10";
    }

    @Override
    public String story() {
        return "R01 to R04, with each Redis reply delayed by 2 ms and by 20 ms.";
    }

    @Override
    public void run(RaceLab lab) {
        for (Duration latency : LATENCIES) {
            lab.withLatency(latency, () -> SCENARIOS.forEach(scenario -> scenario.run(lab)));
        }
    }
}
