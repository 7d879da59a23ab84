package io.github.cacheconsistency.test.scenario;

import static io.github.cacheconsistency.test.race.Steps.redis;

import io.github.cacheconsistency.test.RaceSubject;
import io.github.cacheconsistency.test.race.RaceNode;
import io.github.cacheconsistency.test.race.RaceTask;

/** R14 on two nodes: only one of them cannot reach Redis, and the other one does not know that. */
public final class OneNodeUnreachable implements Scenario {

    @Override
    public String id() {
        return "R14 on two nodes";
    }

    @Override
    public String story() {
        return "The old value is cached; the writer's node cannot reach Redis, another node reads; the first node retries, "
                + "or dies before it does.";
    }

    @Override
    public void run(RaceLab lab) {
        RaceNode writers = lab.node();
        if (lab.subject().otherNode().isEmpty()) {
            throw RaceLab.skip("R14 on two nodes needs RaceSubject's otherNode(node, read)");
        }
        lab.variant("the writer's node retries", race -> {
            writeUnseen(race, lab.subject());
            race.readOnOtherNode("reader-on-another-node");
            race.settle();
            race.settleOnOtherNode();
        });
        lab.variant("the writer's node dies before it retries", race -> {
            writeUnseen(race, lab.subject());
            race.race().kill(writers);
            race.readOnOtherNode("reader-on-another-node");
            race.settleOnOtherNode();
        });
    }

    private static void writeUnseen(ScenarioRace race, RaceSubject subject) {
        race.read("first-reader");
        RaceTask writer = race.writer("writer", subject.write());
        race.race().refuse(writer, redis());
        writer.runToFailure();
    }
}
