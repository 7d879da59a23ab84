package io.github.cacheconsistency.test.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.test.gate.Access;
import io.github.cacheconsistency.test.gate.Operation;
import io.github.cacheconsistency.test.race.Step;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ObservedKeyTest {

    private static final Duration START = Duration.ZERO;

    @Test
    void livesAsLongAsAnArgumentSays() {
        assertThat(ObservedKey.written("value", set(10_000), Duration.ofMillis(9_987), START)
                        .map(key -> key.at(START.plusMillis(5))))
                .contains("value for 10000 since 5");
    }

    @Test
    void isNotKnownIfNoArgumentSaysHowLongItLives() {
        assertThat(ObservedKey.written("value", set(600_000), Duration.ofMillis(9_987), START))
                .isEmpty();
    }

    @Test
    void isTheSameWheneverItHappened() {
        Duration later = Duration.ofMillis(700);
        assertThat(ObservedKey.written("value", set(10_000), Duration.ofMillis(10_000), START)
                        .map(key -> key.at(START)))
                .isEqualTo(ObservedKey.written("value", set(10_000), Duration.ofMillis(9_999), later)
                        .map(key -> key.at(later)));
    }

    @Test
    void laterWritesThatMayHaveRenewedItsTimeToLiveCount() {
        Duration later = Duration.ofMillis(700);
        ObservedKey once = ObservedKey.written("value", set(10_000), Duration.ofMillis(9_990), START)
                .orElseThrow();
        ObservedKey twice =
                once.after(set(10_000), Duration.ofMillis(9_998), later).orElseThrow();
        assertThat(twice.at(later)).isNotEqualTo(once.at(later)).isNotEqualTo(once.at(START));
        assertThat(once.after(List.of(), Duration.ofMillis(9_300), later)).contains(once);
    }

    @Test
    void whatDoesNotExpireHasNoAge() {
        assertThat(ObservedKey.written("value", set(5), null, START).map(key -> key.at(START.plusMillis(5))))
                .contains("value");
    }

    private static List<Step> set(long timeToLive) {
        Operation operation =
                Operation.redis("SET", Access.WRITE, List.of("key"), List.of(timeToLive, timeToLive * 1000));
        return List.of(new Step(1, 2, START, "reader-1", false, operation, "true", null));
    }
}
