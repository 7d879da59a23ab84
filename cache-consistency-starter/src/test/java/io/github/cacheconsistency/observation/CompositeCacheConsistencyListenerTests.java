package io.github.cacheconsistency.observation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.CacheConsistencyListener;
import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.build.ProvokedLog;
import io.github.cacheconsistency.build.ProvokesLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@ProvokesLog("io.github.cacheconsistency.observation.CompositeCacheConsistencyListener")
class CompositeCacheConsistencyListenerTests {

    private final CacheKey key = Keys.key("points", "points::1");
    private final List<String> events = new ArrayList<>();
    private final ManualTime time = new ManualTime();

    @Test
    void callsAllInTheirOrder() {
        everything(composite(new Recording("a"), new Recording("b")));
        assertThat(events)
                .containsExactly(
                        "a HIT",
                        "b HIT",
                        "a ACCEPTED",
                        "b ACCEPTED",
                        "a SUCCEEDED",
                        "b SUCCEEDED",
                        "a corrupt",
                        "b corrupt",
                        "a beyond limit",
                        "b beyond limit");
    }

    @Test
    void aListenerThatThrowsDisturbsNobody(ProvokedLog log) {
        everything(composite(new Throwing(), new Recording("b")));
        assertThat(events).containsExactly("b HIT", "b ACCEPTED", "b SUCCEEDED", "b corrupt", "b beyond limit");
        assertThat(log.toString()).contains(Throwing.class.getName(), "java.lang.IllegalStateException: broken");
    }

    @Test
    void failuresOfListenersDoNotFloodTheLog(ProvokedLog log) {
        CacheConsistencyListener composite = composite(new Throwing());
        for (int event = 0; event < 1000; event++) {
            composite.onRead(key, CacheConsistencyListener.ReadOutcome.HIT);
        }
        time.advance(Duration.ofSeconds(10));
        composite.onRead(key, CacheConsistencyListener.ReadOutcome.HIT);
        assertThat(log.messages()).hasSize(2);
        assertThat(log.toString()).contains("1000 more");
    }

    @Test
    void toleratesHavingNobodyToCall() {
        everything(composite());
        assertThat(events).isEmpty();
    }

    private CacheConsistencyListener composite(CacheConsistencyListener... listeners) {
        return new CompositeCacheConsistencyListener(List.of(listeners), time, Duration.ofSeconds(10));
    }

    private void everything(CacheConsistencyListener listener) {
        listener.onRead(key, CacheConsistencyListener.ReadOutcome.HIT);
        listener.onFill(key, CacheConsistencyListener.FillOutcome.ACCEPTED);
        listener.onInvalidation(key, CacheConsistencyListener.InvalidationOutcome.SUCCEEDED);
        listener.onCorruptValue(key, new IllegalStateException());
        listener.onLoadBeyondLimit(key);
    }

    private final class Recording implements CacheConsistencyListener {

        private final String name;

        Recording(String name) {
            this.name = name;
        }

        @Override
        public void onRead(CacheKey key, ReadOutcome outcome) {
            events.add(name + " " + outcome);
        }

        @Override
        public void onFill(CacheKey key, FillOutcome outcome) {
            events.add(name + " " + outcome);
        }

        @Override
        public void onInvalidation(CacheKey key, InvalidationOutcome outcome) {
            events.add(name + " " + outcome);
        }

        @Override
        public void onCorruptValue(CacheKey key, Exception cause) {
            events.add(name + " corrupt");
        }

        @Override
        public void onLoadBeyondLimit(CacheKey key) {
            events.add(name + " beyond limit");
        }
    }

    private static final class Throwing implements CacheConsistencyListener {

        @Override
        public void onRead(CacheKey key, ReadOutcome outcome) {
            throw new IllegalStateException("broken");
        }

        @Override
        public void onFill(CacheKey key, FillOutcome outcome) {
            throw new IllegalStateException("broken");
        }

        @Override
        public void onInvalidation(CacheKey key, InvalidationOutcome outcome) {
            throw new IllegalStateException("broken");
        }

        @Override
        public void onCorruptValue(CacheKey key, Exception cause) {
            throw new IllegalStateException("broken");
        }
    }
}
