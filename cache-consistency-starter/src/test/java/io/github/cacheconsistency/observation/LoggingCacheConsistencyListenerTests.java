package io.github.cacheconsistency.observation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.CacheConsistencyListener.FillOutcome;
import io.github.cacheconsistency.CacheConsistencyListener.InvalidationOutcome;
import io.github.cacheconsistency.CacheConsistencyListener.ReadOutcome;
import io.github.cacheconsistency.CacheKey;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class LoggingCacheConsistencyListenerTests {

    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private final ManualTime time = new ManualTime();
    private final LoggingCacheConsistencyListener listener = new LoggingCacheConsistencyListener(time, INTERVAL);
    private final CacheKey key = Keys.key("points", "points::1");

    @BeforeEach
    void infoAndAbove() {
        LoggingSystem.get(getClass().getClassLoader())
                .setLogLevel(LoggingCacheConsistencyListener.class.getName(), LogLevel.INFO);
    }

    @AfterEach
    void asConfigured() {
        LoggingSystem.get(getClass().getClassLoader())
                .setLogLevel(LoggingCacheConsistencyListener.class.getName(), null);
    }

    @ParameterizedTest
    @EnumSource(
            value = InvalidationOutcome.class,
            names = {"FAILED", "LOST"})
    void failedAndLostInvalidationsAreWarnings(InvalidationOutcome outcome, CapturedOutput output) {
        listener.onInvalidation(key, outcome);
        assertThat(output.getAll().lines())
                .singleElement()
                .asString()
                .contains("WARN", "nvalidation", "cache 'points'", "key 'points::1'");
    }

    @Test
    void recoveredInvalidationsAreInformation(CapturedOutput output) {
        listener.onInvalidation(key, InvalidationOutcome.RECOVERED);
        assertThat(output.getAll().lines())
                .singleElement()
                .asString()
                .contains("INFO", "done by a retry", "cache 'points'", "key 'points::1'");
    }

    @Test
    void failedReadsAndFillsAreWarnings(CapturedOutput output) {
        listener.onRead(key, ReadOutcome.REDIS_FAILED);
        listener.onRead(key, ReadOutcome.PROBE_FAILED);
        listener.onFill(key, FillOutcome.FAILED);
        assertThat(output.getAll().lines())
                .hasSize(3)
                .allSatisfy(line -> assertThat(line).contains("WARN", "cache 'points'", "key 'points::1'"));
    }

    @Test
    void whatIsNormalIsNotLogged(CapturedOutput output) {
        listener.onRead(key, ReadOutcome.HIT);
        listener.onRead(key, ReadOutcome.MISS);
        listener.onRead(key, ReadOutcome.READ_THROUGH);
        listener.onFill(key, FillOutcome.ACCEPTED);
        listener.onFill(key, FillOutcome.REFUSED);
        listener.onInvalidation(key, InvalidationOutcome.SUCCEEDED);
        listener.close();
        assertThat(output.getAll()).isEmpty();
    }

    @Test
    void corruptValuesAreWarningsThatDoNotQuoteTheValue(CapturedOutput output) {
        listener.onCorruptValue(
                key, new IllegalArgumentException("cannot read secret", new IllegalStateException("secret")));
        assertThat(output.getAll().lines())
                .singleElement()
                .asString()
                .contains(
                        "WARN",
                        "cache 'points'",
                        "key 'points::1'",
                        "java.lang.IllegalArgumentException, caused by java.lang.IllegalStateException")
                .doesNotContain("secret");
    }

    @Test
    void anOutageDoesNotFloodTheLog(CapturedOutput output) {
        for (int failure = 0; failure < 10_000; failure++) {
            listener.onInvalidation(key, InvalidationOutcome.FAILED);
        }
        time.advance(INTERVAL);
        assertThat(output.getAll().lines()).hasSize(2).last().asString().contains("WARN", "9999 more");
    }

    @Test
    void kindsOfFailuresDoNotHideEachOther(CapturedOutput output) {
        listener.onInvalidation(key, InvalidationOutcome.FAILED);
        listener.onInvalidation(key, InvalidationOutcome.LOST);
        listener.onInvalidation(key, InvalidationOutcome.RECOVERED);
        listener.onCorruptValue(key, new IllegalStateException());
        assertThat(output.getAll().lines()).hasSize(4);
    }

    @Test
    void lostInvalidationsAreSummedUpWhenTheApplicationStops(CapturedOutput output) {
        listener.onInvalidation(key, InvalidationOutcome.LOST);
        listener.onInvalidation(key, InvalidationOutcome.LOST);
        assertThat(time.scheduled()).isZero();
        listener.close();
        assertThat(output.getAll().lines()).hasSize(2).last().asString().contains("given up", "1 more");
    }

    @Test
    void everyFailureIsLoggedAtDebug(CapturedOutput output) {
        LoggingSystem.get(getClass().getClassLoader())
                .setLogLevel(LoggingCacheConsistencyListener.class.getName(), LogLevel.DEBUG);
        listener.onInvalidation(key, InvalidationOutcome.FAILED);
        listener.onInvalidation(Keys.key("points", "points::2"), InvalidationOutcome.FAILED);
        assertThat(output.getAll().lines()).hasSize(2).last().asString().contains("DEBUG", "points::2");
    }

    @Test
    void aKeyCannotForgeALogLine(CapturedOutput output) {
        listener.onInvalidation(Keys.key("points", "1\nERROR forged"), InvalidationOutcome.FAILED);
        assertThat(output.getAll().lines()).singleElement().asString().contains("'1?ERROR forged'");
    }
}
