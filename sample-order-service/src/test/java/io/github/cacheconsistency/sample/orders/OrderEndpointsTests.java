package io.github.cacheconsistency.sample.orders;

import static io.github.cacheconsistency.sample.orders.OrderStatus.CREATED;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
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

@OrderServiceTest
class OrderEndpointsTests {

    @Autowired
    private RestTestClient client;

    @Autowired
    private Orders orders;

    @Autowired
    private CacheManager cacheManager;

    @BeforeEach
    @AfterEach
    void clear() {
        orders.clear();
    }

    @Test
    void returnsOrder() {
        long id = orders.given(CREATED);

        get(id).expectStatus().isOk().expectBody().json("""
                {"id": %d, "status": "CREATED", "version": 1}""".formatted(id));
    }

    @Test
    void seedsOneOrderInEachStatus() {
        List.of("CREATED", "PAID", "SHIPPED", "CANCELLED")
                .forEach(status -> get(OrderStatus.valueOf(status).ordinal() + 1)
                        .expectBody()
                        .jsonPath("$.status")
                        .isEqualTo(status));
    }

    @Test
    void servesFromCache() {
        long id = orders.given(CREATED);

        Order order = get(id).expectBody(Order.class).returnResult().getResponseBody();

        assertThat(cached(id)).isEqualTo(order);
    }

    @Test
    void showsNewStatusAtOnce() {
        long id = orders.given(CREATED);
        get(id).expectBody().jsonPath("$.status").isEqualTo("CREATED");

        String paid = """
                {"id": %d, "status": "PAID", "version": 2}""".formatted(id);
        put(id, "PAID").expectStatus().isOk().expectBody().json(paid);

        get(id).expectBody().json(paid);
    }

    @Test
    void createsOrder() {
        orders.given(CREATED);
        long id = orders.nextId();
        get(id).expectStatus().isNotFound(); // leaves a cached null

        URI location = client.post()
                .uri("/orders")
                .exchange()
                .expectStatus()
                .isCreated()
                .expectBody()
                .json("""
                        {"id": %d, "status": "CREATED", "version": 1}""".formatted(id))
                .returnResult()
                .getResponseHeaders()
                .getLocation();

        assertThat(location).hasPath("/orders/" + id);
        get(id).expectStatus().isOk().expectBody().jsonPath("$.status").isEqualTo("CREATED");
    }

    @ParameterizedTest
    @CsvSource({"CREATED,PAID", "CREATED,CANCELLED", "PAID,SHIPPED", "PAID,CANCELLED"})
    void allowsTransition(OrderStatus from, OrderStatus to) {
        long id = orders.given(from);

        put(id, to.name()).expectStatus().isOk().expectBody().json("""
                {"id": %d, "status": "%s", "version": 2}""".formatted(id, to));
    }

    @ParameterizedTest
    @CsvSource({
        "CREATED,SHIPPED",
        "PAID,CREATED",
        "SHIPPED,CREATED",
        "SHIPPED,PAID",
        "SHIPPED,CANCELLED",
        "CANCELLED,CREATED",
        "CANCELLED,PAID",
        "CANCELLED,SHIPPED"
    })
    void refusesTransition(OrderStatus from, OrderStatus to) {
        long id = orders.given(from);

        Problems.expect(
                put(id, to.name()),
                HttpStatus.CONFLICT,
                "Order %d is %s. It can become %s only from %s.".formatted(id, from, to, to.predecessors()));

        get(id).expectBody().json("""
                {"id": %d, "status": "%s", "version": 1}""".formatted(id, from));
    }

    @ParameterizedTest
    @CsvSource({"CREATED", "PAID", "SHIPPED", "CANCELLED"})
    void leavesOrderAloneThatHasTheStatusAlready(OrderStatus status) {
        long id = orders.given(status);

        put(id, status.name()).expectStatus().isOk().expectBody().json("""
                {"id": %d, "status": "%s", "version": 1}""".formatted(id, status));
    }

    private @Nullable Order cached(long id) {
        Cache cache = Objects.requireNonNull(cacheManager.getCache("orders"));
        return cache.get(id, Order.class);
    }

    private ResponseSpec get(long id) {
        return client.get().uri("/orders/{id}", id).exchange();
    }

    private ResponseSpec put(long id, String status) {
        return client.put()
                .uri("/orders/{id}/status", id)
                .contentType(MediaType.APPLICATION_JSON)
                .body("""
                        {"status": "%s"}""".formatted(status))
                .exchange();
    }
}
