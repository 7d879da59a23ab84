package io.github.cacheconsistency.internal.redis;

import static io.github.cacheconsistency.internal.read.InMemoryCacheStore.key;
import static io.github.cacheconsistency.internal.read.InMemoryCacheStore.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.internal.read.InMemoryCacheStore;
import io.github.cacheconsistency.spi.CacheStore;
import io.github.cacheconsistency.spi.Fill;
import io.github.cacheconsistency.spi.FillPermit;
import io.github.cacheconsistency.spi.LeaseToken;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CircuitBreakingCacheStoreTest {

    private static final CacheKey KEY = key("1");
    private static final LeaseToken TOKEN = new LeaseToken("token");
    private static final Duration TIME = Duration.ofSeconds(1);

    private final InMemoryCacheStore redis = new InMemoryCacheStore();
    private final CircuitBreaker circuit = CircuitBreaker.ofDefaults("test");
    private final CacheStore store = new CircuitBreakingCacheStore(redis, circuit);

    static Stream<Consumer<CacheStore>> whatReadersDo() {
        return Stream.of(
                store -> store.get(KEY),
                store -> store.getAll(List.of(KEY)),
                store -> store.getAndTouch(KEY, TIME),
                store -> store.lease(KEY, TOKEN, TIME),
                store -> store.leaseAll(Map.of(KEY, TOKEN), TIME),
                store -> store.fill(KEY, TOKEN, value("loaded"), null),
                store -> store.fillOrReplaceOlder(KEY, TOKEN, value("loaded", 1), null),
                store -> store.release(KEY, TOKEN),
                store -> store.set(KEY, value("loaded"), null),
                store -> store.setAll(List.of(new Fill(KEY, FillPermit.UNCONDITIONAL, value("loaded"), null))),
                store -> store.setIfAbsent(KEY, value("loaded"), null));
    }

    static Stream<Consumer<CacheStore>> whatWritersDo() {
        return Stream.of(
                store -> store.invalidate(List.of(KEY)),
                store -> store.removeValue(KEY),
                store -> store.holdsValues("points", "points::*".getBytes(StandardCharsets.UTF_8)),
                store -> store.invalidateMatching("points", "points::*".getBytes(StandardCharsets.UTF_8)),
                store -> store.putIfNewer(KEY, value("new", 2), null));
    }

    @ParameterizedTest
    @MethodSource("whatReadersDo")
    void anOpenCircuitKeepsReadersAway(Consumer<CacheStore> operation) {
        circuit.transitionToOpenState();
        assertThatExceptionOfType(CallNotPermittedException.class).isThrownBy(() -> operation.accept(store));
        assertThat(redis.calls()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("whatReadersDo")
    void aClosedCircuitLetsReadersPassAndCountsThem(Consumer<CacheStore> operation) {
        operation.accept(store);
        assertThat(redis.calls()).hasSize(1);
        assertThat(circuit.getMetrics().getNumberOfSuccessfulCalls()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("whatWritersDo")
    void writersPassEvenAnOpenCircuit(Consumer<CacheStore> operation) {
        circuit.transitionToOpenState();
        operation.accept(store);
        assertThat(redis.calls()).hasSize(1);
    }

    @Test
    void writersDoNotCountForTheCircuit() {
        whatWritersDo().forEach(operation -> operation.accept(store));
        assertThat(circuit.getMetrics().getNumberOfBufferedCalls()).isZero();
    }
}
