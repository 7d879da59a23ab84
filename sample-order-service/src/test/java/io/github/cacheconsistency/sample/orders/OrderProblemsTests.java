package io.github.cacheconsistency.sample.orders;

import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.PUT;
import static org.springframework.http.MediaType.APPLICATION_JSON;
import static org.springframework.http.MediaType.TEXT_PLAIN;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

@OrderServiceTest
class OrderProblemsTests {

    private static final long UNKNOWN = 999_999;

    @Autowired
    private RestTestClient client;

    @Autowired
    private Orders orders;

    @BeforeEach
    @AfterEach
    void clear() {
        orders.clear();
    }

    @Test
    void unknownOrder() {
        Problems.expect(send(GET, "/orders/" + UNKNOWN), HttpStatus.NOT_FOUND, "There is no order 999999.");
        Problems.expect(
                send(GET, "/orders/" + UNKNOWN), HttpStatus.NOT_FOUND, "There is no order 999999."); // from the cache
    }

    @ParameterizedTest
    @ValueSource(strings = {"CREATED", "PAID"})
    void unknownOrderToChange(String status) {
        Problems.expect(
                put("/orders/" + UNKNOWN + "/status", "{\"status\": \"" + status + "\"}", APPLICATION_JSON),
                HttpStatus.NOT_FOUND,
                "There is no order 999999.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "{}",
                "[]",
                "PAID",
                "\"PAID\"",
                "{\"status\": null}",
                "{\"status\": \"\"}",
                "{\"status\": \"LOST\"}",
                "{\"status\": \"paid\"}",
                "{\"status\": 1}",
                "{\"status\": true}",
                "{\"status\": [\"PAID\"]}",
                "{\"status\": \"PAID\"",
                "{\"status\": \"PAID\"} and more"
            })
    void badBody(String body) {
        Problems.expect(
                put("/orders/1/status", body, APPLICATION_JSON), HttpStatus.BAD_REQUEST, "one of [CREATED, PAID");
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "1.5", "99999999999999999999"})
    void badId(String id) {
        Problems.expect(send(GET, "/orders/" + id), HttpStatus.BAD_REQUEST, id);
        Problems.expect(
                put("/orders/" + id + "/status", "{\"status\": \"PAID\"}", APPLICATION_JSON),
                HttpStatus.BAD_REQUEST,
                id);
    }

    @Test
    void wrongContentType() {
        Problems.expect(put("/orders/1/status", "PAID", TEXT_PLAIN), HttpStatus.UNSUPPORTED_MEDIA_TYPE, "text/plain");
    }

    @Test
    void wrongMethod() {
        Problems.expect(send(DELETE, "/orders/1"), HttpStatus.METHOD_NOT_ALLOWED, "DELETE");
        Problems.expect(send(PUT, "/orders"), HttpStatus.METHOD_NOT_ALLOWED, "PUT");
    }

    @Test
    void unknownPath() {
        Problems.expect(send(GET, "/order/1"), HttpStatus.NOT_FOUND, "order/1");
    }

    private ResponseSpec send(HttpMethod method, String path) {
        return client.method(method).uri(path).exchange();
    }

    private ResponseSpec put(String path, String body, MediaType type) {
        return client.put().uri(path).contentType(type).body(body).exchange();
    }
}
