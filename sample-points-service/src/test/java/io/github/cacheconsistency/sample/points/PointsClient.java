package io.github.cacheconsistency.sample.points;

import java.util.Map;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.annotation.Lazy;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

/** The requests of the points API. Lazy, because the port is known only once the server listens. */
@Lazy
@TestComponent
class PointsClient {

    private final RestTestClient client;

    PointsClient(RestTestClient client) {
        this.client = client;
    }

    ResponseSpec get(long userId) {
        return client.get().uri("/users/{userId}/points", userId).exchange();
    }

    ResponseSpec set(long userId, long points) {
        return client.put()
                .uri("/users/{userId}/points", userId)
                .contentType(MediaType.APPLICATION_JSON)
                .body(Map.of("points", points))
                .exchange();
    }

    ResponseSpec add(long userId, long delta) {
        return client.post()
                .uri("/users/{userId}/points/add", userId)
                .contentType(MediaType.APPLICATION_JSON)
                .body(Map.of("delta", delta))
                .exchange();
    }

    /** Asserts that the response is this balance. */
    static void expect(ResponseSpec response, long userId, long points, long version) {
        response.expectStatus().isOk().expectBody().json("""
                {"userId": %d, "points": %d, "version": %d}""".formatted(userId, points, version));
    }
}
