package io.github.cacheconsistency.sample.points;

import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;
import static org.springframework.http.HttpStatus.BAD_REQUEST;
import static org.springframework.http.HttpStatus.METHOD_NOT_ALLOWED;
import static org.springframework.http.HttpStatus.NOT_FOUND;
import static org.springframework.http.HttpStatus.UNSUPPORTED_MEDIA_TYPE;
import static org.springframework.http.MediaType.APPLICATION_JSON;
import static org.springframework.http.MediaType.TEXT_PLAIN;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

@PointsServiceTest
class PointsProblemsTests {

    @Autowired
    private RestTestClient client;

    @Test
    void unknownUser() {
        Problems.expect(send(GET, "/users/999999/points"), NOT_FOUND, "There is no user 999999.");
        Problems.expect(send(GET, "/users/999999/points"), NOT_FOUND, "There is no user 999999."); // from the cache
        Problems.expect(send(PUT, "/users/999999/points", "{\"points\": 200}"), NOT_FOUND, "There is no user 999999.");
        Problems.expect(
                send(POST, "/users/999999/points/add", "{\"delta\": 50}"), NOT_FOUND, "There is no user 999999.");
        Problems.expect(send(GET, "/users/-1/points"), NOT_FOUND, "There is no user -1.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "200",
                "[]",
                "{\"points\": \"200\"}",
                "{\"points\": \"\"}",
                "{\"points\": 1.9}",
                "{\"points\": 2e2}",
                "{\"points\": true}",
                "{\"points\": {}}",
                "{\"points\": 9223372036854775808}",
                "{\"points\": 200",
                "{\"points\": 200} and more"
            })
    void unreadableBalance(String body) {
        Problems.expect(send(PUT, "/users/1/points", body), BAD_REQUEST, "Expected a JSON object");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"points\": null}", "{\"point\": 200}", "{\"delta\": 200}"})
    void missingBalance(String body) {
        Problems.expect(send(PUT, "/users/1/points", body), BAD_REQUEST, "points is missing.");
    }

    @Test
    void negativeBalance() {
        Problems.expect(send(PUT, "/users/1/points", "{\"points\": -1}"), BAD_REQUEST, "points must not be negative.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"delta\": \"50\"}", "{\"delta\": 0.5}", "{\"delta\": -9223372036854775809}"})
    void unreadableDelta(String body) {
        Problems.expect(send(POST, "/users/1/points/add", body), BAD_REQUEST, "Expected a JSON object");
    }

    @Test
    void missingDelta() {
        Problems.expect(send(POST, "/users/1/points/add", "{}"), BAD_REQUEST, "delta is missing.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "1.5", "99999999999999999999"})
    void badId(String id) {
        Problems.expect(send(GET, "/users/" + id + "/points"), BAD_REQUEST, id);
        Problems.expect(send(PUT, "/users/" + id + "/points", "{\"points\": 200}"), BAD_REQUEST, id);
        Problems.expect(send(POST, "/users/" + id + "/points/add", "{\"delta\": 50}"), BAD_REQUEST, id);
    }

    @Test
    void wrongContentType() {
        Problems.expect(send(PUT, "/users/1/points", "200", TEXT_PLAIN), UNSUPPORTED_MEDIA_TYPE, "text/plain");
    }

    @Test
    void wrongMethod() {
        Problems.expect(send(DELETE, "/users/1/points"), METHOD_NOT_ALLOWED, "DELETE");
        Problems.expect(send(GET, "/users/1/points/add"), METHOD_NOT_ALLOWED, "GET");
    }

    @Test
    void unknownPath() {
        Problems.expect(send(GET, "/users/1"), NOT_FOUND, "users/1");
    }

    private ResponseSpec send(HttpMethod method, String path) {
        return client.method(method).uri(path).exchange();
    }

    private ResponseSpec send(HttpMethod method, String path, String body) {
        return send(method, path, body, APPLICATION_JSON);
    }

    private ResponseSpec send(HttpMethod method, String path, String body, MediaType type) {
        return client.method(method).uri(path).contentType(type).body(body).exchange();
    }
}
