package io.github.cacheconsistency.test.scenario;

import java.time.Duration;

/** R06, from the orders incident: no forced order, all tasks run concurrently. */
public final class ReadWriteStorm implements Scenario {

    @Override
    public String id() {
        return "R06";
    }

    @Override
    public String story() {
        return "A barrier starts 10 readers and 5 writers together; each works as fast as it can.";
    }

    @Override
    public void run(RaceLab lab) {
        new Storm(Duration.ofSeconds(5), 10, 5, false).run(lab);
    }
}
