package io.github.cacheconsistency.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.benchmarks.contestant.Contestant;
import io.github.cacheconsistency.benchmarks.drive.Estimate;
import io.github.cacheconsistency.benchmarks.drive.Setting;
import io.github.cacheconsistency.benchmarks.drive.Trial;
import io.github.cacheconsistency.benchmarks.plan.PublishedPlan;
import io.github.cacheconsistency.benchmarks.report.Results.ContestantResult;
import io.github.cacheconsistency.benchmarks.report.Results.SettingResult;
import io.github.cacheconsistency.benchmarks.workload.Figures;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A run of the plan has an acceptable duration, and its results judge every target. */
class PublishedPlanTest {

    private static final int TARGETS = 43;

    @Test
    void itTakesAboutFortyMinutesAtMost() {
        assertThat(Estimate.of(PublishedPlan.trials())).isLessThan(Duration.ofMinutes(40));
    }

    @Test
    void everyTargetIsJudged() {
        Results results = new Results(
                true,
                Map.of(),
                PublishedPlan.trials().stream().map(PublishedPlanTest::result).toList(),
                List.of());

        assertThat(Targets.of(results))
                .hasSize(TARGETS)
                .allSatisfy(target -> assertThat(target.verdict()).isNotEqualTo(Verdict.NOT_JUDGED));
        assertThat(Plots.of(results))
                .extracting(Plot::name)
                .containsExactly("hit", "keys", "caches", "values", "sessions", "outbox");
    }

    @Test
    void noSettingIsMeasuredTwice() {
        assertThat(PublishedPlan.trials().stream().map(Trial::setting)).doesNotHaveDuplicates();
    }

    private static SettingResult result(Trial trial) {
        Setting setting = trial.setting();
        int rounds = trial.scale().rounds();
        return new SettingResult(
                setting.workload(),
                setting.variant(),
                setting.threads(),
                setting.latency().toMillis(),
                "2026-01-01T00:00:00Z",
                rounds,
                rounds,
                trial.scale().slice().toMillis(),
                trial.participants().stream().map(PublishedPlanTest::result).toList());
    }

    private static ContestantResult result(Contestant contestant) {
        Map<String, Double> figures = Map.of(
                Figures.LOADS, 1.0, Figures.EXPIRIES, 1.0, Figures.STALE_READS, 0.0, Figures.DIFFERING_KEYS, 0.0);
        return new ContestantResult(contestant.id(), 1, 1, 1, 1, 1, 1, 1, Map.of(), Map.of(), 1, 1, figures);
    }
}
