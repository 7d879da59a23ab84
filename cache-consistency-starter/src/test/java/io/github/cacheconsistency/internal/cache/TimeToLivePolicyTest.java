package io.github.cacheconsistency.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.internal.read.TestCaches;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeToLivePolicyTest {

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            # own,  nulls, jitter, random, requested, null value, expected
            -,      PT60S, 0,      0,      -,         false,      -
            -,      PT60S, 0,      0,      PT5S,      false,      PT5S
            -,      PT60S, 0,      0,      PT0S,      false,      -
            -,      PT60S, 0,      0,      PT-1S,     false,      -
            PT9S,   PT60S, 0,      0,      PT5S,      false,      PT9S
            PT9S,   PT60S, 0,      0,      -,         false,      PT9S
            -,      PT60S, 0,      0,      -,         true,       PT60S
            -,      PT60S, 0,      0,      PT5S,      true,       PT5S
            PT90S,  PT60S, 0,      0,      -,         true,       PT60S
            PT10S,  PT60S, 0.5,    0,      -,         false,      PT10S
            PT10S,  PT60S, 0.5,    0.5,    -,         false,      PT7.5S
            PT10S,  PT60S, 1,      0.9999, -,         false,      PT0.001S
            PT0.001S, PT60S, 1,    0.9999, -,         false,      PT0.001S
            -,      PT60S, 1,      0.5,    -,         false,      -
            -,      PT60S, 0.5,    0.5,    -,         true,       PT45S
            """)
    void decidesHowLongAnEntryLives(
            @Nullable Duration own,
            Duration nulls,
            double jitter,
            double random,
            @Nullable Duration requested,
            boolean nullValue,
            @Nullable Duration expected) {
        TimeToLivePolicy policy = new TimeToLivePolicy(TestCaches.settings(own, nulls, jitter), () -> random);
        assertThat(policy.timeToLive(requested, nullValue)).isEqualTo(expected);
    }
}
