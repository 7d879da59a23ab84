package io.github.cacheconsistency.sample.points;

import static org.assertj.core.api.Assertions.assertThat;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

/** Assertions for errors over HTTP. */
class Problems {

    private Problems() {}

    /**
     * Asserts that {@code response} is a problem (RFC 9457) with this status, whose detail contains {@code mention}.
     */
    static void expect(ResponseSpec response, HttpStatus status, String mention) {
        response.expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo(status.value())
                .jsonPath("$.detail")
                .value(String.class, detail -> assertThat(detail).contains(mention));
    }
}
