package io.github.cacheconsistency.internal.strategy;

import static io.github.cacheconsistency.internal.read.InMemoryCacheStore.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.CacheKey;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecentMissPredictorTest {

    private static final CacheKey KEY = key("1");
    private static final CacheKey OF_ANOTHER_CACHE =
            new CacheKey("orders", "orders::1".getBytes(StandardCharsets.UTF_8));

    private final RecentMissPredictor misses = new RecentMissPredictor();

    @Test
    void nothingIsExpectedAtFirst() {
        assertThat(misses.expectsMiss(KEY)).isFalse();
    }

    @Test
    void aKeyThatWasInvalidatedIsExpectedToMissOnce() {
        misses.invalidated(List.of(KEY));
        assertThat(misses.expectsMiss(KEY)).isTrue();
        assertThat(misses.expectsMiss(key("2"))).isFalse();

        misses.missed(KEY);
        assertThat(misses.expectsMiss(KEY)).as("it is being filled").isFalse();
    }

    @Test
    void aKeyThatSomebodyElseHasFilledIsNotExpectedToMissAnyMore() {
        misses.invalidated(List.of(KEY));
        misses.found(KEY);
        assertThat(misses.expectsMiss(KEY)).isFalse();
    }

    @Test
    void aColdCacheMissesUntilMostLookUpsHit() {
        missOtherKeys(100);
        assertThat(misses.expectsMiss(KEY)).isTrue();
        assertThat(misses.expectsMiss(OF_ANOTHER_CACHE)).isFalse();

        for (int hit = 0; hit < 100; hit++) {
            misses.found(key("hit " + hit));
        }
        assertThat(misses.expectsMiss(KEY)).isFalse();
    }

    @Test
    void aFewMissesInARowSayNothing() {
        missOtherKeys(10);
        assertThat(misses.expectsMiss(KEY)).isFalse();
    }

    @Test
    void halfOfAllMissingIsNotMostOfThem() {
        for (int round = 0; round < 1000; round++) {
            misses.missed(key("missed " + round));
            misses.found(key("found " + round));
        }
        assertThat(misses.expectsMiss(KEY)).isFalse();
    }

    private void missOtherKeys(int count) {
        for (int miss = 0; miss < count; miss++) {
            misses.missed(key("missed " + miss));
        }
    }
}
