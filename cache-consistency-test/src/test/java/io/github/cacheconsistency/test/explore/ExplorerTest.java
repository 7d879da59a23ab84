package io.github.cacheconsistency.test.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.cacheconsistency.test.oracle.Property;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ExplorerTest {

    private static final ExplorationSettings SETTINGS = ExplorationSettings.defaults();

    @Test
    void theFirstCounterexampleHasTheFewestPreemptions() {
        Exploration exploration = explore(SETTINGS.stoppingAt(Set.of(Property.CONVERGES)), cacheAside());
        Counterexample counterexample = exploration.counterexamples().get(Property.CONVERGES);
        assertThat(counterexample.preemptions()).isOne();
        assertThat(exploration.completedBound()).isZero();
        assertThat(exploration.exhausted()).isFalse();
        assertThat(counterexample.foundAtSchedule()).isEqualTo(exploration.schedules());
    }

    @Test
    void counterexamplesOfTheUnboundedSearchAreShrunk() {
        Exploration exploration = explore(SETTINGS.withPreemptionBounds(0), cacheAside());
        assertThat(exploration.exhausted()).isTrue();
        assertThat(exploration.counterexamples().get(Property.CONVERGES).preemptions())
                .isOne();
    }

    @Test
    void shrinkingMergesWhatOneTaskDoes() {
        Exploration exploration = explore(
                SETTINGS.withPreemptionBounds(0).sampling().withMaxSchedules(50).stoppingAt(Set.of(Property.CONVERGES)),
                cacheAside());
        assertThat(exploration.counterexamples().get(Property.CONVERGES).preemptions())
                .isOne();
    }

    @Test
    void theScheduleLimitIsRespected() {
        Model model = cacheAside();
        Exploration exploration = explore(SETTINGS.withMaxSchedules(17), model);
        assertThat(exploration.schedules()).isEqualTo(17);
        assertThat(exploration.exhausted()).isFalse();
    }

    @Test
    void theTimeBudgetIsRespected() {
        AtomicLong time = new AtomicLong();
        Explorer explorer = new Explorer(
                SETTINGS.withBudget(Duration.ofMillis(100)).sampling(),
                ProgressListener.silent(),
                () -> time.addAndGet(Duration.ofMillis(1).toNanos()));
        Exploration exploration = explorer.explore(cacheAside());
        assertThat(exploration.schedules()).isBetween(30L, 100L);
        assertThat(exploration.wallTime()).isGreaterThanOrEqualTo(Duration.ofMillis(100));
    }

    @Test
    void goesOnAfterTheBudgetUntilWhatIsSoughtHasShown() {
        ExplorationSettings brief = SETTINGS.withBudget(Duration.ofMillis(5));
        assertThat(atOneMillisecondAQuestion(brief).broken()).isEmpty();
        Exploration exploration =
                atOneMillisecondAQuestion(brief.seeking(Set.of(Property.CONVERGES), 0, Duration.ofSeconds(10)));
        assertThat(exploration.counterexamples().get(Property.CONVERGES).foundAtSchedule())
                .isEqualTo(exploration.schedules());
    }

    @Test
    void goesOnAfterTheBudgetUntilSoManySchedulesHaveBeenRun() {
        ExplorationSettings brief = SETTINGS.withBudget(Duration.ofMillis(5));
        assertThat(atOneMillisecondAQuestion(brief.seeking(Set.of(), 40, Duration.ofSeconds(10)))
                        .schedules())
                .isEqualTo(40);
    }

    @Test
    void aBudgetOfSchedulesIsTheSameOnEachMachine() {
        ExplorationSettings brief = SETTINGS.withBudget(Duration.ofMillis(5)).withScheduleBudget(40);
        assertThat(atOneMillisecondAQuestion(brief).schedules()).isEqualTo(40);
        assertThat(explore(brief, cacheAside()).schedules()).isEqualTo(40);
    }

    @Test
    void goesOnAfterTheBudgetOfSchedulesUntilWhatIsSoughtHasShown() {
        ExplorationSettings brief = SETTINGS.withScheduleBudget(5);
        assertThat(explore(brief, cacheAside()).broken()).isEmpty();
        Exploration exploration =
                explore(brief.seeking(Set.of(Property.CONVERGES), 0, Duration.ofSeconds(10)), cacheAside());
        assertThat(exploration.counterexamples().get(Property.CONVERGES).foundAtSchedule())
                .isEqualTo(exploration.schedules())
                .isGreaterThan(5);
    }

    @Test
    void doesNotSeekForMoreSchedulesThanAllowed() {
        Exploration exploration = explore(
                SETTINGS.withScheduleBudget(5)
                        .withMaxSchedules(70)
                        .sampling()
                        .seeking(Set.of(Property.NO_DIRTY), 0, Duration.ofDays(1)),
                cacheAside());
        assertThat(exploration.schedules()).isEqualTo(70);
    }

    @Test
    void doesNotSeekForEver() {
        Exploration exploration = atOneMillisecondAQuestion(SETTINGS.withBudget(Duration.ofMillis(5))
                .sampling()
                .seeking(Set.of(Property.NO_DIRTY), 0, Duration.ofMillis(300)));
        assertThat(exploration.exhausted()).isFalse();
        assertThat(exploration.wallTime()).isBetween(Duration.ofMillis(300), Duration.ofMillis(320));
    }

    private static Exploration atOneMillisecondAQuestion(ExplorationSettings settings) {
        AtomicLong time = new AtomicLong();
        return new Explorer(
                        settings,
                        ProgressListener.silent(),
                        () -> time.addAndGet(Duration.ofMillis(1).toNanos()))
                .explore(cacheAside());
    }

    @Test
    void samplesTakeOverWhereTheDepthFirstSearchDoesNotEnd() {
        List<String> phases = new ArrayList<>();
        AtomicLong time = new AtomicLong();
        Explorer explorer = new Explorer(
                SETTINGS.withPreemptionBounds(1).withBudget(Duration.ofSeconds(100)),
                progress -> phases.add(progress.phase()),
                () -> time.addAndGet(Duration.ofMillis(500).toNanos()));
        explorer.explore(cacheAside());
        assertThat(phases)
                .hasSizeLessThanOrEqualTo(100)
                .contains("0 preemptions", "all interleavings")
                .containsAnyOf("PCT samples", "random walks");
    }

    @Test
    void everyExecutionIsClosed() {
        Model model = cacheAside();
        explore(SETTINGS, model);
        assertThat(model.begun()).isGreaterThan(100);
        assertThat(model.open()).isZero();
    }

    @Test
    void everyExecutionIsClosedWhenTheProgramFails() {
        Model model = new Model().task("endless", ExplorerTest::forever).silentAboutItsState();
        assertThatExceptionOfType(ProgramError.class)
                .isThrownBy(() -> explore(SETTINGS.withMaxSteps(20), model))
                .withMessageContaining("have not ended after 20 steps")
                .withMessageContaining("endless: look");
        assertThat(model.begun()).isOne();
        assertThat(model.open()).isZero();
    }

    @Test
    void aProgramWithoutAnyEndHoldsNothing() {
        Model model = new Model().task("endless", ExplorerTest::forever);
        assertThatExceptionOfType(ProgramError.class)
                .isThrownBy(() -> explore(SETTINGS, model))
                .withMessageContaining("not one of 1 schedules reached its end");
    }

    private static void forever(ModelStores stores, ModelTask task) {
        task.lookAgain("look", () -> forever(stores, task));
    }

    @Test
    void leavingATaskThatWaitsIsNoPreemption() {
        Model model = new Model()
                .task(
                        "waiting",
                        (stores, task) -> task.lookAgain(
                                "look",
                                () -> task.goOn("read", () -> {
                                    stores.begin(task);
                                    stores.returned(task, stores.select());
                                })))
                .task("writer", Strategies::rowLockWrite);
        Exploration exploration = explore(SETTINGS.withPreemptionBounds(1).withMaxSchedules(3), model);
        assertThat(exploration.completedBound()).isZero();
    }

    @Test
    void aProgramThatIsNotDeterministicIsRefused() {
        int[] runs = {0};
        Model model = cacheAside().task("moody", (stores, task) -> {
            int run = runs[0]++;
            task.goOn("first", () -> task.goOn(run < 4 ? "usual" : "unusual", () -> {}));
        });
        assertThatExceptionOfType(ProgramError.class)
                .isThrownBy(() -> explore(SETTINGS, model))
                .withMessageContaining("not deterministic")
                .withMessageContaining("before step ")
                .withMessageContaining("5: unusual")
                .withMessageContaining("5: usual");
        assertThat(model.open()).isZero();
    }

    @Test
    void aCounterexampleThatDoesNotShowAgainIsRefused() {
        int[] runs = {0};
        Model model = new Model().task("moody", (stores, task) -> {
            int run = runs[0]++;
            task.goOn("fill", () -> stores.set(run == 0 ? "V7" : "-"));
        });
        assertThatExceptionOfType(ProgramError.class)
                .isThrownBy(() -> explore(SETTINGS, model))
                .withMessageContaining(
                        "not deterministic: a schedule broke CONVERGES in its first run, and not in the second");
    }

    private static Model cacheAside() {
        return Strategies.of(Strategies::cacheAsideRead, Strategies::cacheAsideWrite);
    }

    private static Exploration explore(ExplorationSettings settings, Program program) {
        return new Explorer(settings, ProgressListener.silent()).explore(program);
    }
}
