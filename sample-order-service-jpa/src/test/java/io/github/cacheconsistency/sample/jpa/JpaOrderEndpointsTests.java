package io.github.cacheconsistency.sample.jpa;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

@JpaOrderTest
class JpaOrderEndpointsTests {

    @Autowired
    private RestTestClient client;

    @Autowired
    private Orders orders;

    @Test
    void showsAddedItemsAtOnce() {
        long id = orders.given();
        expect(send(HttpMethod.GET, "/orders/" + id), id, 0, 1);

        expect(send(HttpMethod.POST, "/orders/" + id + "/items?count=2"), id, 2, 2);

        expect(send(HttpMethod.GET, "/orders/" + id), id, 2, 2);
        expect(send(HttpMethod.GET, "/orders/" + id), id, 2, 2); // may come from the cache
    }

    @Test
    void showsANewOrderAtOnce() {
        long id = orders.given() + 1;
        send(HttpMethod.GET, "/orders/" + id).expectStatus().isNotFound(); // leaves a cached null

        expect(send(HttpMethod.POST, "/orders"), id, 0, 1);

        expect(send(HttpMethod.GET, "/orders/" + id), id, 0, 1);
    }

    /** One EntityManager is open for the whole request and contains the old order. */
    @Test
    void neverShowsWhatTheRequestLoadedBeforeTheCacheWasAsked() {
        long id = orders.given();
        expect(send(HttpMethod.GET, "/known-orders/" + id), id, 1, 2);
        expect(send(HttpMethod.GET, "/orders/" + id), id, 1, 2);
    }

    private ResponseSpec send(HttpMethod method, String path) {
        return client.method(method).uri(path).exchange();
    }

    private static void expect(ResponseSpec response, long id, int items, long version) {
        response.expectStatus().is2xxSuccessful().expectBody().json("""
                {"id": %d, "items": %d, "version": %d}""".formatted(id, items, version));
    }
}
