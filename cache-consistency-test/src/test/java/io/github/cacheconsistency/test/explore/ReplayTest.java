package io.github.cacheconsistency.test.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.cacheconsistency.test.oracle.Property;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReplayTest {

    private final Explorer explorer = new Explorer(ExplorationSettings.defaults(), ProgressListener.silent());

    @Test
    void aThousandOfAThousandReplaysAreTheSame() {
        Counterexample counterexample = counterexample();
        for (int time = 0; time < 1000; time++) {
            ReplayId id = ReplayId.parse(counterexample.replayId().toString());
            Replay replay = explorer.replay(cacheAside(), id);
            assertThat(replay.schedule()).isEqualTo(counterexample.schedule());
            assertThat(replay.violations()).isEqualTo(counterexample.violations());
            assertThat(replay.picture()).isEqualTo(counterexample.picture());
        }
    }

    @Test
    void idsOfRandomSchedulesNameThem() {
        for (int seed = 0; seed < 300; seed++) {
            Outcome outcome = run(cacheAside(), new RandomWalk(new Random(seed)));
            ReplayId id = ReplayId.of(cacheAside(), outcome.schedule());
            assertThat(id.toString()).hasSizeLessThanOrEqualTo(ReplayId.LONGEST).matches("[A-Za-z0-9._-]+");
            assertThat(explorer.replay(cacheAside(), id).schedule())
                    .isEqualTo(outcome.schedule().tasks());
        }
    }

    @Test
    void idsOfLongSchedulesWithFewPreemptionsAreShort() {
        Model model = new Model().tasks(3, "long", (stores, task) -> steps(task, 300));
        for (int seed = 0; seed < 20; seed++) {
            Outcome outcome = run(model, new PctScheduler(3, 900, 5, new Random(seed)));
            ReplayId id = ReplayId.of(model, outcome.schedule());
            assertThat(id.toString()).hasSizeLessThanOrEqualTo(ReplayId.LONGEST);
            assertThat(explorer.replay(model, id).schedule())
                    .isEqualTo(outcome.schedule().tasks());
        }
    }

    @Test
    void aScheduleWithoutIdIsAnError() {
        Model model = new Model().tasks(3, "long", (stores, task) -> steps(task, 300));
        Outcome outcome = run(model, new RandomWalk(new Random(1)));
        assertThatExceptionOfType(ProgramError.class)
                .isThrownBy(() -> ReplayId.of(model, outcome.schedule()))
                .withMessageContaining("900 steps")
                .withMessageContaining("Explore fewer or shorter tasks");
    }

    @Test
    void divergenceIsNoticedAtItsStep() {
        ReplayId id = counterexample().replayId();
        Model changed = Strategies.of(Strategies::cacheAsideRead, Strategies::rowLockWrite, 1, 1);
        assertThatExceptionOfType(ProgramError.class)
                .isThrownBy(() -> explorer.replay(changed, id))
                .withMessageContaining("diverged at step ")
                .withMessageContaining("INVALIDATE")
                .withMessageContaining(id.toString());
    }

    @Test
    void aProgramThatEndsSoonerOrLaterDiverges() {
        Model longer = new Model().task("only", (stores, task) -> steps(task, 5));
        Model shorter = new Model().task("only", (stores, task) -> steps(task, 4));
        ReplayId ofLonger =
                ReplayId.of(longer, run(longer, new RandomWalk(new Random(1))).schedule());
        ReplayId ofShorter =
                ReplayId.of(shorter, run(shorter, new RandomWalk(new Random(1))).schedule());
        assertThatExceptionOfType(ProgramError.class)
                .isThrownBy(() -> explorer.replay(shorter, ofLonger))
                .withMessageContaining("diverged at step 1 of 5");
        assertThatExceptionOfType(ProgramError.class)
                .isThrownBy(() -> explorer.replay(longer, ofShorter))
                .withMessageContaining("diverged at step 1 of 4");
    }

    @Test
    void anIdOfAnotherProgramSaysSo() {
        ReplayId id = counterexample().replayId();
        Model other = new Model().task("somebody", Strategies::cacheAsideRead);
        assertThatExceptionOfType(ProgramError.class)
                .isThrownBy(() -> explorer.replay(other, id))
                .withMessageContaining("belongs to another program")
                .withMessageContaining("[somebody]");
    }

    @Test
    void programsOfTheSameTasksAreToldApartByTheirNames() {
        Named r01 = new Named("R01, lease", cacheAside());
        Named r02 = new Named("R02, lease", cacheAside());
        ReplayId id = ReplayId.of(r01, run(r01, new RandomWalk(new Random(1))).schedule());
        assertThat(id.isOf(new Named("R01, lease", cacheAside()))).isTrue();
        assertThat(id.isOf(r02)).isFalse();
        assertThat(id.isOf(cacheAside())).isFalse();
        assertThatExceptionOfType(ProgramError.class)
                .isThrownBy(() -> explorer.replay(r02, id))
                .withMessageContaining("belongs to another program")
                .withMessageContaining("R02, lease");
    }

    private record Named(String name, Model model) implements Program {

        @Override
        public List<String> tasks() {
            return model.tasks();
        }

        @Override
        public Execution begin() {
            return model.begin();
        }
    }

    @Test
    void anIdOfAnotherVersionSaysSo() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReplayId.parse("r2.whatever"))
                .withMessageContaining("has format 2, and this version of the race kit reads format 1");
    }

    @Test
    void whatIsNoIdIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReplayId.parse("R01_staleFillAtExpiry"))
                .withMessageContaining("not a replay id");
    }

    private Counterexample counterexample() {
        Counterexample counterexample =
                explorer.explore(cacheAside()).counterexamples().get(Property.CONVERGES);
        assertThat(counterexample).isNotNull();
        return counterexample;
    }

    private static Outcome run(Program program, Scheduler scheduler) {
        return new ScheduleRunner(program, 1000).run(scheduler);
    }

    private static void steps(ModelTask task, int left) {
        if (left > 0) {
            task.goOn("step, " + left + " left", () -> steps(task, left - 1));
        }
    }

    private static Model cacheAside() {
        return Strategies.of(Strategies::cacheAsideRead, Strategies::cacheAsideWrite, 1, 1);
    }
}
