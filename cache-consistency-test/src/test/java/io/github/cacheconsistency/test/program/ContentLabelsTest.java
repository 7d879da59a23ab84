package io.github.cacheconsistency.test.program;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ContentLabelsTest {

    private final ContentLabels labels = new ContentLabels();

    @BeforeEach
    void begin() {
        labels.begin();
    }

    @Test
    void whatWasSeenBeforeKeepsItsName() {
        assertThat(label("value", "reader-1 after this")).contains("reader-1 after this");
        assertThat(label("value", "reader-2 after that")).contains("reader-1 after this");
        labels.begin();
        assertThat(label("value", "writer-1")).contains("reader-1 after this");
    }

    @Test
    void randomTokensOfEqualHistoriesHaveOneName() {
        Optional<String> first = label("token 7b1e", "reader-1 after this");
        labels.begin();
        assertThat(label("token 93aa", "reader-1 after this")).isEqualTo(first);
        assertThat(label("token 93ab", "reader-2 after this")).isNotEqualTo(first);
    }

    @Test
    void whatNobodyIsKnownToHaveWrittenHasNoNameUntilItIsKnown() {
        assertThat(labels.label(bytes("value"), Optional.empty())).isEmpty();
        label("value", "reader-1");
        assertThat(labels.label(bytes("value"), Optional.empty())).contains("reader-1");
    }

    @Test
    void valuesOutliveTheTokensOfManyExecutions() {
        label("value", "reader-1");
        for (int execution = 0; execution < 10_000; execution++) {
            labels.begin();
            label("token " + execution, "reader-2");
            assertThat(label("value", "writer-" + execution)).contains("reader-1");
        }
    }

    @Test
    void noNameIsGivenWhenThereAreTooMany() {
        Optional<String> last = Optional.of("");
        for (int i = 0; last.isPresent() && i < 100_000; i++) {
            label("value " + i, "reader-1 " + i);
            labels.begin();
            last = label("value " + i, "reader-2 " + i);
        }
        assertThat(last).isEmpty();
        assertThat(label("value 0", "reader-3")).contains("reader-1 0");
    }

    private Optional<String> label(String content, String provenance) {
        return labels.label(bytes(content), Optional.of(provenance));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
