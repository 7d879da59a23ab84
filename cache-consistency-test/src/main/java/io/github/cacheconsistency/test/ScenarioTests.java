package io.github.cacheconsistency.test;

import io.github.cacheconsistency.test.explore.ReplayId;
import io.github.cacheconsistency.test.scenario.Outcome;
import io.github.cacheconsistency.test.scenario.RaceLab;
import io.github.cacheconsistency.test.scenario.Scenario;
import io.github.cacheconsistency.test.scenario.Strategy;
import io.github.cacheconsistency.test.scenario.VariantId;
import io.github.cacheconsistency.test.scenario.Verdict;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Runs scenarios with forced orders; the base class of {@link BundledRaces}, {@link FaultRaces} and {@link
 * ReplicaLagRaces}.
 */
abstract class ScenarioTests extends RaceTests {

    final void run(Scenario scenario) {
        RaceSubject subject = subject();
        Strategy strategy = strategy(subject);
        String replay = replayId();
        if (replay.isEmpty()) {
            judge(scenario, subject, strategy);
        } else {
            replay(scenario, subject, strategy, replay);
        }
    }

    private void judge(Scenario scenario, RaceSubject subject, Strategy strategy) {
        String name = name(subject);
        RaceLab lab = lab(subject, strategy, scenario, null);
        Verdict verdict = judged(scenario.id(), strategy, name, () -> {
            scenario.run(lab);
            return new Verdict(scenario, strategy, lab.outcomes());
        });
        verdict.recordTo(verdicts(), name);
        verdict.verify();
    }

    /** Records no verdict, because one variant is no verdict on a scenario; the existing report is not changed. */
    private void replay(Scenario scenario, RaceSubject subject, Strategy strategy, String id) {
        VariantId variant = VariantId.parse(id)
                .filter(parsed -> parsed.isOf(scenario, strategy))
                .orElseThrow(() -> RaceLab.skip("-D%s=%s is of another race than %s with '%s'%s"
                        .formatted(
                                REPLAY,
                                id,
                                scenario.id(),
                                strategy.name(),
                                ReplayId.looksLike(id) ? ": of one that is explored, such as by ExploredRaces" : "")));
        RaceLab lab = lab(subject, strategy, scenario, variant);
        scenario.run(lab);
        if (lab.outcomes().isEmpty()) {
            throw new AssertionError(("-D%s=%s: %s has no such variant here. The id is of another version of the race "
                            + "kit or of another subject. Expected: an id from a report of this version.")
                    .formatted(REPLAY, id, scenario.id()));
        }
        for (Outcome outcome : lab.outcomes()) {
            System.out.printf("%n%s, variant: %s%n%s%n", id, outcome.variant(), outcome.sequence());
            outcome.violations().forEach(System.out::println);
        }
        new Verdict(scenario, strategy, lab.outcomes()).verifyPromises();
    }

    private RaceLab lab(RaceSubject subject, Strategy strategy, Scenario scenario, @Nullable VariantId only) {
        Races races = context().getBean(Races.class);
        return new RaceLab(
                subject,
                strategy,
                Stream.concat(Stream.of(races.node()), subject.otherNode().map(RaceSubject.OtherNode::node).stream())
                        .toList(),
                races.settings(),
                context().getBean(PlatformTransactionManager.class),
                scenario,
                only);
    }
}
