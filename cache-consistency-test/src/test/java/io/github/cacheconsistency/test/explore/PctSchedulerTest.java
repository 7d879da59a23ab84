package io.github.cacheconsistency.test.explore;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.test.oracle.Property;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PctSchedulerTest {

    private static final int SAMPLES = 20_000;

    /** The writer has to begin after the load, and to end before the fill: depth 2, and the bound is tight here. */
    @Test
    void findsBugsOfDepthTwoNotLessOftenThanProven() {
        Model model =
                new Model().task("reader", Strategies::cacheAsideRead).task("writer", Strategies::cacheAsideWrite);
        assertNotBelow(rate(model, 2, 6), 1.0 / (2 * 6));
    }

    /** Three orders of two steps each have to be right, in three tasks. */
    @Test
    void findsBugsOfDepthThreeNotLessOftenThanProven() {
        Model model = new Model()
                .task(
                        "one",
                        (stores, task) ->
                                task.goOn("nothing", () -> task.goOn("- to 1", () -> stores.replace("-", "1"))))
                .task(
                        "two",
                        (stores, task) -> task.goOn("1 to 2", () -> {
                            stores.replace("1", "2");
                            task.goOn("3 to V9", () -> stores.replace("3", "V9"));
                        }))
                .task("three", (stores, task) -> task.goOn("2 to 3", () -> stores.replace("2", "3")));
        assertNotBelow(rate(model, 3, 5), 1.0 / (3 * 5 * 5));
    }

    private static void assertNotBelow(double rate, double bound) {
        double standardError = Math.sqrt(bound * (1 - bound) / SAMPLES);
        assertThat(rate).isGreaterThanOrEqualTo(bound - 3 * standardError);
    }

    private static double rate(Model model, int depth, int steps) {
        Random random = new Random(7);
        ScheduleRunner runner = new ScheduleRunner(model, 100);
        int found = 0;
        for (int sample = 0; sample < SAMPLES; sample++) {
            Outcome outcome = runner.run(new PctScheduler(model.tasks().size(), steps, depth, random));
            found += outcome.breaks(Property.CONVERGES) ? 1 : 0;
        }
        return (double) found / SAMPLES;
    }
}
