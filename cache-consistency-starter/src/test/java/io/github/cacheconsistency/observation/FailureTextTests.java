package io.github.cacheconsistency.observation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FailureTextTests {

    @Test
    void saysWhatFailedAndWhy() {
        Exception failure = new IllegalStateException("Error in execution", new RuntimeException("NOPERM no 'mget'"));

        assertThat(FailureText.of(failure))
                .isEqualTo(" (java.lang.IllegalStateException: Error in execution, caused by"
                        + " java.lang.RuntimeException: NOPERM no 'mget')");
        assertThat(FailureText.of(null)).isEmpty();
    }

    @Test
    void quotesNoArgumentsWhichMayBeValues() {
        assertThat(FailureText.of(
                        new RuntimeException("ERR unknown command `SET`, with args beginning with: `k`, `secret`,")))
                .isEqualTo(" (java.lang.RuntimeException: ERR unknown command `SET`)");
    }

    @Test
    void isOneLineOfBoundedLength() {
        String text = FailureText.of(new RuntimeException("a\nb" + "c".repeat(1_000)));

        assertThat(text)
                .startsWith(" (java.lang.RuntimeException: a?bccc")
                .endsWith("..)")
                .hasSizeLessThan(400);
    }

    @Test
    void ofASerializerItSaysTheClassOnly() {
        assertThat(FailureText.classes(new IllegalArgumentException("secret")))
                .isEqualTo(" (java.lang.IllegalArgumentException)");
    }
}
