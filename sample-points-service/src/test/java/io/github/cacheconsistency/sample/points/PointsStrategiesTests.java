package io.github.cacheconsistency.sample.points;

import static io.github.cacheconsistency.sample.points.PointsClient.expect;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.ConsistentCaches;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.test.context.TestPropertySource;

/** Without concurrency, reads see every write at once under every strategy; the race tests show the differences. */
class PointsStrategiesTests {

    @Nested
    @PointsServiceTest
    @TestPropertySource(properties = "cache-consistency.strategy=cache-aside")
    class CacheAside extends ShowsWritesAtOnce {}

    @Nested
    @PointsServiceTest
    @TestPropertySource(properties = "cache-consistency.strategy=delayed-double-delete")
    class DelayedDoubleDelete extends ShowsWritesAtOnce {}

    @Nested
    @PointsServiceTest
    @TestPropertySource(properties = "cache-consistency.strategy=versioned-write")
    class VersionedWrite extends ShowsWritesAtOnce {}

    @Nested
    @PointsServiceTest
    @TestPropertySource(properties = "cache-consistency.strategy=lease")
    class Lease extends ShowsWritesAtOnce {}

    abstract static class ShowsWritesAtOnce {

        @Autowired
        private PointsClient client;

        @Autowired
        private Users users;

        @BeforeEach
        @AfterEach
        void clear() {
            users.clear();
        }

        @Test
        void runsTheStrategyOfTheProperty(
                @Autowired ConsistentCaches caches, @Value("${cache-consistency.strategy}") String strategy) {
            assertThat(caches.strategy("points").name()).isEqualTo(strategy);
        }

        @Test
        void showsNewBalanceAtOnce() {
            long userId = users.given(100);
            expect(client.get(userId), userId, 100, 1);

            for (long version = 2; version <= 10; version++) {
                expect(client.set(userId, 100 * version), userId, 100 * version, version);
                expect(client.get(userId), userId, 100 * version, version);
                expect(client.get(userId), userId, 100 * version, version); // may come from the cache
            }
        }

        @Test
        void showsSumAtOnce() {
            long userId = users.given(100);
            expect(client.get(userId), userId, 100, 1);

            expect(client.add(userId, 50), userId, 150, 2);

            expect(client.get(userId), userId, 150, 2);
        }
    }
}
