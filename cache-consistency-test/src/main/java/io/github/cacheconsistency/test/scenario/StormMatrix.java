package io.github.cacheconsistency.test.scenario;

import java.time.Duration;
import java.util.List;

/** R07, from the orders incident: R06 with several times-to-live, sizes and starting times. */
public final class StormMatrix implements Scenario {

    @Override
    public String id() {
        return "R07";
    }

    @Override
    public String story() {
        return "R06 with (1 s, 10 readers, 5 writers), (5 s, 20, 10) and (30 s, 50, 20); the writers start with the readers, "
                + "and after a quarter of the reads.";
    }

    @Override
    public void run(RaceLab lab) {
        for (boolean writersLate : List.of(false, true)) {
            new Storm(Duration.ofSeconds(1), 10, 5, writersLate).run(lab);
            new Storm(Duration.ofSeconds(5), 20, 10, writersLate).run(lab);
            new Storm(Duration.ofSeconds(30), 50, 20, writersLate).run(lab);
        }
    }
}
