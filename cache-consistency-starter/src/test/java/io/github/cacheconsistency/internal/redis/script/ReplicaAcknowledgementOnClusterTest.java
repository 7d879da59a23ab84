package io.github.cacheconsistency.internal.redis.script;

import static io.github.cacheconsistency.internal.redis.RawKeys.key;
import static io.github.cacheconsistency.internal.redis.RawKeys.value;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.internal.redis.EmbeddedRedisCluster;
import io.github.cacheconsistency.internal.redis.PlainKeyReader;
import io.github.cacheconsistency.internal.redis.SpringDataCacheStore;
import io.github.cacheconsistency.spi.KeyState;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.dao.TransientDataAccessResourceException;

/** Three masters with one replica each. Each replica must have received the writes of its master. */
class ReplicaAcknowledgementOnClusterTest {

    @RegisterExtension
    static final EmbeddedRedisCluster CLUSTER = new EmbeddedRedisCluster(1);

    private static final List<CacheKey> KEYS =
            IntStream.range(0, 50).mapToObj(index -> key("points::" + index)).toList();

    private ReplicaAcknowledgement oneReplica;
    private ReplicaAcknowledgement twoReplicas;

    @BeforeEach
    void connect() {
        oneReplica = new ReplicaAcknowledgement(CLUSTER.connectionFactory(), 1, Duration.ofSeconds(10));
        twoReplicas = new ReplicaAcknowledgement(CLUSTER.connectionFactory(), 2, Duration.ofMillis(50));
        oneReplica.start();
        twoReplicas.start();
    }

    @AfterEach
    void disconnect() {
        oneReplica.stop();
        twoReplicas.stop();
    }

    @Test
    void keysOfAllMastersAreAcknowledgedByTheReplicasOfAll() {
        SpringDataCacheStore store = store(oneReplica);
        KEYS.forEach(key -> store.set(key, value("a"), null));

        assertThat(store.invalidate(KEYS)).isEqualTo(50);
        assertThat(store.getAll(KEYS)).containsOnly(KeyState.Absent.INSTANCE);

        KEYS.forEach(key -> store.set(key, value("a"), null));
        assertThat(store.invalidateMatching("points", "points::*".getBytes(UTF_8)))
                .isEqualTo(50);
        store.putIfNewer(KEYS.get(0), value("a", 1), null);
        assertThat(store.getAll(KEYS)).containsOnly(KeyState.Absent.INSTANCE);
    }

    @Test
    void failsWhereAMasterHasFewerReplicas() {
        SpringDataCacheStore store = store(twoReplicas);
        for (CacheKey key : KEYS.subList(0, 5)) {
            assertThatThrownBy(() -> store.invalidate(List.of(key)))
                    .isInstanceOf(TransientDataAccessResourceException.class)
                    // The only replica may or may not answer in time.
                    .hasMessageMatching("Expected 2 Redis replicas to acknowledge an invalidation, but [01] did.*");
        }
        assertThatThrownBy(() -> store.invalidateMatching("points", "points::*".getBytes(UTF_8)))
                .isInstanceOf(TransientDataAccessResourceException.class);
    }

    private static SpringDataCacheStore store(ReplicaAcknowledgement replicas) {
        return new SpringDataCacheStore(
                CLUSTER.connectionFactory(),
                new PlainKeyReader(CLUSTER.connectionFactory()),
                cache -> Duration.ZERO,
                replicas);
    }
}
