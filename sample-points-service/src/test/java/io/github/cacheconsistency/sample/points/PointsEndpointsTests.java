package io.github.cacheconsistency.sample.points;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

@PointsServiceTest
class PointsEndpointsTests {

    @Autowired
    private RestTestClient client;

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

        expect(get(userId), userId, 100, 1);
    }

    @Test
    void seedsTheUserOfTheIncident() {
        expect(get(1), 1, 100, 1);
    }

    @Test
    void servesFromCache() {
        long userId = users.given(100);

        get(userId).expectStatus().isOk();

        Cache cache = Objects.requireNonNull(cacheManager.getCache("points"));
        assertThat(cache.get(userId, PointsBalance.class)).isEqualTo(new PointsBalance(userId, 100, 1));
    }

    @Test
    void showsNewBalanceAtOnce() {
        long userId = users.given(100);
        expect(get(userId), userId, 100, 1);

        expect(put(userId, 200), userId, 200, 2);

        expect(get(userId), userId, 200, 2);
    }

    @Test
    void showsSumAtOnce() {
        long userId = users.given(100);
        expect(get(userId), userId, 100, 1);

        expect(add(userId, 50), userId, 150, 2);
        expect(add(userId, -150), userId, 0, 3);

        expect(get(userId), userId, 0, 3);
    }

    @Test
    void takesTheLargestBalance() {
        long userId = users.given(0);

        expect(put(userId, Long.MAX_VALUE), userId, Long.MAX_VALUE, 2);
        expect(put(userId, 0), userId, 0, 3);
        expect(add(userId, Long.MAX_VALUE), userId, Long.MAX_VALUE, 4);
        expect(add(userId, -Long.MAX_VALUE), userId, 0, 5);
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
        expect(get(userId), userId, points, 1);

        Problems.expect(
                add(userId, delta),
                HttpStatus.CONFLICT,
                "User %d has %d points. Adding %d would".formatted(userId, points, delta));

        expect(get(userId), userId, points, 1);
    }

    private void expect(ResponseSpec response, long userId, long points, long version) {
        response.expectStatus().isOk().expectBody().json("""
                {"userId": %d, "points": %d, "version": %d}""".formatted(userId, points, version));
    }

    private ResponseSpec get(long userId) {
        return client.get().uri("/users/{userId}/points", userId).exchange();
    }

    private ResponseSpec put(long userId, long points) {
        return client.put()
                .uri("/users/{userId}/points", userId)
                .contentType(MediaType.APPLICATION_JSON)
                .body("""
                        {"points": %d}""".formatted(points))
                .exchange();
    }

    private ResponseSpec add(long userId, long delta) {
        return client.post()
                .uri("/users/{userId}/points/add", userId)
                .contentType(MediaType.APPLICATION_JSON)
                .body("""
                        {"delta": %d}""".formatted(delta))
                .exchange();
    }
}
