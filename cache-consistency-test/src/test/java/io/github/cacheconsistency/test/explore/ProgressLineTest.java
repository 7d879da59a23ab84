package io.github.cacheconsistency.test.explore;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.test.oracle.Property;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProgressLineTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ProgressLine line = new ProgressLine(new PrintStream(bytes, true, StandardCharsets.UTF_8));

    @Test
    void saysNothingInShortRuns() {
        line.progressed(new Progress(1500, "1 preemptions", Duration.ofMillis(1999), Set.of()));
        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void saysHowFarALongRunIs() {
        line.progressed(new Progress(4000, "all interleavings", Duration.ofSeconds(4), Set.of(Property.CONVERGES)));
        assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
                .singleElement()
                .asString()
                .contains("schedules in 4 s", "/s), now all interleavings, broken so far: [CONVERGES]");
    }
}
