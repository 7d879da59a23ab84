package io.github.cacheconsistency.sample.orders;

import java.util.Map;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.annotation.Lazy;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

/** The requests of the order API. Lazy, because the port is known only once the server listens. */
@Lazy
@TestComponent
class OrderClient {

    private final RestTestClient client;

    OrderClient(RestTestClient client) {
        this.client = client;
    }

    ResponseSpec create() {
        return client.post().uri("/orders").exchange();
    }

    ResponseSpec get(long id) {
        return client.get().uri("/orders/{id}", id).exchange();
    }

    ResponseSpec changeStatus(long id, OrderStatus status) {
        return client.put()
                .uri("/orders/{id}/status", id)
                .contentType(MediaType.APPLICATION_JSON)
                .body(Map.of("status", status))
                .exchange();
    }

    /** Asserts that the response is this order. */
    static void expect(ResponseSpec response, long id, OrderStatus status, long version) {
        response.expectStatus().is2xxSuccessful().expectBody().json("""
                {"id": %d, "status": "%s", "version": %d}""".formatted(id, status, version));
    }
}
