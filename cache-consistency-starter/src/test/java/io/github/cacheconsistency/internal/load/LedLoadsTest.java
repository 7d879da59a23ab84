package io.github.cacheconsistency.internal.load;

import static io.github.cacheconsistency.internal.read.InMemoryCacheStore.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.CacheKey;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LedLoadsTest {

    private final LedLoads led = new LedLoads();

    @Test
    void aThreadThatLeadsNothingMayWaitForAnything() {
        assertThat(led.mayWaitFor(key("a"))).isTrue();
    }

    @Test
    void aThreadWaitsOnlyForGreaterKeysThanAllThatItLeads() throws Exception {
        led.lead(List.of(key("b"), key("d")));
        led.lead(List.of(key("a")));
        assertThat(led.mayWaitFor(key("e"))).isTrue();
        assertThat(led.mayWaitFor(key("d"))).as("its own key").isFalse();
        assertThat(led.mayWaitFor(key("c"))).isFalse();
        assertThat(CompletableFuture.supplyAsync(() -> led.mayWaitFor(key("c"))).get(60, TimeUnit.SECONDS))
                .as("another thread")
                .isTrue();
    }

    /** Leases are identified by their Redis keys alone, so the name of the cache must not make a difference. */
    @Test
    void theNameOfTheCacheMeansNothing() {
        led.lead(List.of(new CacheKey("a", new byte[] {2})));
        assertThat(led.mayWaitFor(new CacheKey("b", new byte[] {1}))).isFalse();
        assertThat(led.mayWaitFor(new CacheKey("b", new byte[] {2}))).isFalse();
        assertThat(led.mayWaitFor(new CacheKey("a", new byte[] {(byte) 0x80}))).isTrue();
    }

    @Test
    void whatHasEndedCountsNoMore() {
        Runnable inner = led.lead(List.of(key("b")));
        led.lead(List.of(key("a")));
        inner.run();
        assertThat(led.mayWaitFor(key("b"))).isTrue();
        assertThat(led.mayWaitFor(key("a"))).isFalse();
        led.lead(List.of()).run();
        assertThat(led.mayWaitFor(key("a"))).isFalse();
    }
}
