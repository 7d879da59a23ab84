package io.github.cacheconsistency.sample.points;

import static io.github.cacheconsistency.sample.points.PointsClient.expect;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.http.HttpStatus;

@PointsServiceTest
class PointsEndpointsTests {

    @Autowired
    private PointsClient client;

    @Autowired
    private Users users;

    @Autowired
    private CacheManager cacheManager;

    @BeforeEach
    @AfterEach
    void clear() {
        users.clear();
    }

    @Test
    void returnsBalance() {
        long userId = users.given(100);

        expect(client.get(userId), userId, 100, 1);
    }

    @Test
    void seedsTheUserOfTheIncident() {
        expect(client.get(1), 1, 100, 1);
    }

    @Test
    void fillsTheCache() {
        long userId = users.given(100);

        client.get(userId).expectStatus().isOk();

        Cache cache = Objects.requireNonNull(cacheManager.getCache("points"));
        assertThat(cache.get(userId, PointsBalance.class)).isEqualTo(new PointsBalance(userId, 100, 1));
    }

    @Test
    void showsNewBalanceAtOnce() {
        long userId = users.given(100);
        expect(client.get(userId), userId, 100, 1);

        expect(client.set(userId, 200), userId, 200, 2);

        expect(client.get(userId), userId, 200, 2);
    }

    @Test
    void showsSumAtOnce() {
        long userId = users.given(100);
        expect(client.get(userId), userId, 100, 1);

        expect(client.add(userId, 50), userId, 150, 2);
        expect(client.add(userId, -150), userId, 0, 3);

        expect(client.get(userId), userId, 0, 3);
    }

    @Test
    void takesTheLargestBalance() {
        long userId = users.given(0);

        expect(client.set(userId, Long.MAX_VALUE), userId, Long.MAX_VALUE, 2);
        expect(client.set(userId, 0), userId, 0, 3);
        expect(client.add(userId, Long.MAX_VALUE), userId, Long.MAX_VALUE, 4);
        expect(client.add(userId, -Long.MAX_VALUE), userId, 0, 5);
    }

    @ParameterizedTest
    @CsvSource({
        "100, -101",
        "0, -1",
        "100, -9223372036854775808",
        "9223372036854775807, -9223372036854775808",
        "1, 9223372036854775807",
        "9223372036854775807, 1",
        "9223372036854775807, 9223372036854775807"
    })
    void refusesSumOutOfRange(long points, long delta) {
        long userId = users.given(points);
        expect(client.get(userId), userId, points, 1);

        Problems.expect(
                client.add(userId, delta),
                HttpStatus.CONFLICT,
                "User %d has %d points. Adding %d would".formatted(userId, points, delta));

        expect(client.get(userId), userId, points, 1);
    }

    @Test
    void countsEveryConcurrentAddition() {
        long userId = users.given(0);

        CompletableFuture<?>[] clients = Stream.generate(() -> CompletableFuture.runAsync(() -> addTenTimes(userId)))
                .limit(4)
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(clients).join();

        expect(client.get(userId), userId, 40, 41);
    }

    private void addTenTimes(long userId) {
        for (int i = 0; i < 10; i++) {
            client.add(userId, 1).expectStatus().isOk();
        }
    }
}
