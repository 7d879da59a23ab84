package io.github.cacheconsistency.sample.orders;

import static io.github.cacheconsistency.sample.orders.OrderClient.expect;
import static io.github.cacheconsistency.sample.orders.OrderStatus.CANCELLED;
import static io.github.cacheconsistency.sample.orders.OrderStatus.CREATED;
import static io.github.cacheconsistency.sample.orders.OrderStatus.PAID;
import static io.github.cacheconsistency.sample.orders.OrderStatus.SHIPPED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

@OrderServiceTest
class OrderEndpointsTests {

    @Autowired
    private OrderClient client;

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

        expect(client.get(id), id, CREATED, 1);
    }

    @Test
    void seedsAnOrderInEachStatus() {
        expect(client.get(1), 1, CREATED, 1);
        expect(client.get(2), 2, PAID, 2);
        expect(client.get(3), 3, SHIPPED, 3);
        expect(client.get(4), 4, CANCELLED, 2);
    }

    @Test
    void fillsTheCache() {
        long id = orders.given(CREATED);

        client.get(id).expectStatus().isOk();

        Cache cache = Objects.requireNonNull(cacheManager.getCache("orders"));
        assertThat(cache.get(id, Order.class)).isEqualTo(new Order(id, CREATED, 1));
    }

    @Test
    void showsNewStatusAtOnce() {
        long id = orders.given(CREATED);
        expect(client.get(id), id, CREATED, 1);

        expect(client.changeStatus(id, PAID), id, PAID, 2);

        expect(client.get(id), id, PAID, 2);
    }

    @Test
    void createsOrder() {
        orders.given(CREATED);
        long id = orders.nextId();
        client.get(id).expectStatus().isNotFound(); // leaves a cached null

        ResponseSpec created = client.create();

        created.expectStatus()
                .isCreated()
                .expectHeader()
                .value(
                        "Location",
                        location -> assertThat(location).startsWith("http://").endsWith("/orders/" + id));
        expect(created, id, CREATED, 1);
        expect(client.get(id), id, CREATED, 1);
    }

    @ParameterizedTest
    @CsvSource({"CREATED,PAID", "CREATED,CANCELLED", "PAID,SHIPPED", "PAID,CANCELLED"})
    void allowsTransition(OrderStatus from, OrderStatus to) {
        long id = orders.given(from);

        expect(client.changeStatus(id, to), id, to, 2);
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
                client.changeStatus(id, to),
                HttpStatus.CONFLICT,
                "Order %d is %s and cannot become %s.".formatted(id, from, to));

        expect(client.get(id), id, from, 1);
    }

    @ParameterizedTest
    @EnumSource
    void leavesOrderAloneThatHasTheStatusAlready(OrderStatus status) {
        long id = orders.given(status);

        expect(client.changeStatus(id, status), id, status, 1);
    }

    @RepeatedTest(10)
    void allowsOneOfTwoConcurrentTransitions() {
        long id = orders.given(PAID);

        CompletableFuture<HttpStatusCode> shipped = CompletableFuture.supplyAsync(() -> statusOfChange(id, SHIPPED));
        HttpStatusCode cancelled = statusOfChange(id, CANCELLED);

        assertThat(new HttpStatusCode[] {shipped.join(), cancelled})
                .containsExactlyInAnyOrder(HttpStatus.OK, HttpStatus.CONFLICT);
        expect(client.get(id), id, cancelled.is2xxSuccessful() ? CANCELLED : SHIPPED, 2);
    }

    private HttpStatusCode statusOfChange(long id, OrderStatus status) {
        return client.changeStatus(id, status).returnResult().getStatus();
    }
}
