package io.github.cacheconsistency.internal.redis.script;

import static io.github.cacheconsistency.internal.redis.RawKeys.key;
import static io.github.cacheconsistency.internal.redis.RawKeys.value;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.internal.redis.EmbeddedRedis;
import io.github.cacheconsistency.internal.redis.PlainKeyReader;
import io.github.cacheconsistency.internal.redis.RawKeys;
import io.github.cacheconsistency.internal.redis.SpringDataCacheStore;
import io.github.cacheconsistency.spi.KeyState;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** Writes to a primary that the replica must acknowledge. */
class ReplicaAcknowledgementTest {

    @RegisterExtension
    static final EmbeddedRedis PRIMARY = new EmbeddedRedis();

    @RegisterExtension
    static final EmbeddedRedis REPLICA = new EmbeddedRedis();

    private static final Duration SHORT = Duration.ofMillis(200);
    private static final CacheKey KEY = key("points::1");

    // An instance per test, created after the servers have started.
    private final ReplicaAcknowledgement acknowledgement =
            new ReplicaAcknowledgement(PRIMARY.connectionFactory(), 1, SHORT);
    private final SpringDataCacheStore store = new SpringDataCacheStore(
            PRIMARY.connectionFactory(),
            new PlainKeyReader(PRIMARY.connectionFactory()),
            cache -> Duration.ZERO,
            acknowledgement);
    private final SpringDataCacheStore onReplica = new SpringDataCacheStore(REPLICA.connectionFactory());
    private final RawKeys replica = new RawKeys(REPLICA.connectionFactory());

    @BeforeEach
    void replicate() {
        acknowledgement.start();
        LettuceConnectionFactory primary = PRIMARY.connectionFactory();
        replica.execute(connection -> {
            connection.serverCommands().replicaOf(primary.getHostName(), primary.getPort());
            return null;
        });
        await().until(() -> info("master_link_status").equals("up"));
    }

    @AfterEach
    void promote() {
        replica.execute(connection -> {
            connection.serverCommands().replicaOfNoOne();
            return null;
        });
        acknowledgement.stop();
    }

    @Test
    void aReplicaHasNoKeyWhoseInvalidationWasAcknowledged() {
        for (int round = 0; round < 100; round++) {
            store.set(KEY, value("a"), null);
            await().pollInterval(Duration.ofMillis(1)).until(() -> onReplica.get(KEY) instanceof KeyState.Value);

            assertThat(store.invalidate(List.of(KEY, key("points::2")))).isEqualTo(1);

            assertThat(onReplica.get(KEY)).isEqualTo(KeyState.Absent.INSTANCE);
        }
    }

    @Test
    void aReplicaHasNothingOfAClearedCache() {
        store.set(KEY, value("a"), null);
        assertThat(store.invalidateMatching("points", "points::*".getBytes(UTF_8)))
                .isEqualTo(1);
        assertThat(onReplica.get(KEY)).isEqualTo(KeyState.Absent.INSTANCE);
    }

    @Test
    void aReplicaHasThePutValueAndWhatWasKept() {
        store.set(KEY, value("old", 1), null);
        store.putIfNewer(KEY, value("new", 2), null);
        assertThat(onReplica.get(KEY)).extracting("version").isEqualTo(2L);

        store.set(KEY, value("newer", 3), Duration.ofMinutes(1));
        store.putIfNewer(KEY, value("late", 2), null);
        assertThat(onReplica.get(KEY)).extracting("version").isEqualTo(3L);
        assertThat(replica.remaining(KEY)).as("its time-to-live is kept").isPositive();
    }

    @Test
    void failsWhereNoReplicaFollows() {
        promoteReplica();
        assertThatThrownBy(() -> store.invalidate(List.of(KEY)))
                .isInstanceOf(TransientDataAccessResourceException.class)
                .hasMessageContaining("Expected 1 Redis replicas", "0 did");
        assertThatThrownBy(() -> store.putIfNewer(KEY, value("a", 1), null))
                .isInstanceOf(TransientDataAccessResourceException.class);
        assertThatThrownBy(() -> store.invalidateMatching("points", "points::*".getBytes(UTF_8)))
                .isInstanceOf(TransientDataAccessResourceException.class);
    }

    /** A primary without a replica would answer 0, so Lettuce must not repeat the WAIT after a reconnect. */
    @Test
    void aConnectionThatWasLostWhileWaitingIsNoAcknowledgement() {
        ReplicaAcknowledgement patient =
                new ReplicaAcknowledgement(PRIMARY.connectionFactory(), 1, Duration.ofSeconds(20));
        SpringDataCacheStore waiting = new SpringDataCacheStore(
                PRIMARY.connectionFactory(),
                new PlainKeyReader(PRIMARY.connectionFactory()),
                cache -> Duration.ZERO,
                patient);
        promoteReplica();
        CompletableFuture<Long> invalidation = CompletableFuture.supplyAsync(() -> waiting.invalidate(List.of(KEY)));
        await().until(() -> onPrimary("blocked_clients").equals("1"));

        new RawKeys(PRIMARY.connectionFactory()).execute(connection -> {
            connection.serverCommands().getClientList().stream()
                    .filter(client -> client.getFlags().contains("b"))
                    .map(client -> client.getAddressPort().split(":"))
                    .forEach(address ->
                            connection.serverCommands().killClient(address[0], Integer.parseInt(address[1])));
            return null;
        });
        replicate();

        assertThatThrownBy(() -> invalidation.orTimeout(60, TimeUnit.SECONDS).join())
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOf(TransientDataAccessResourceException.class)
                .hasMessageContaining("lost");
    }

    @Test
    void worksAgainAfterAPauseOfTheApplication() {
        store.invalidate(List.of(KEY));
        acknowledgement.stop();
        PRIMARY.connectionFactory().stop();
        PRIMARY.connectionFactory().start();
        acknowledgement.start();
        store.invalidate(List.of(KEY));
    }

    private void promoteReplica() {
        replica.execute(connection -> {
            connection.serverCommands().replicaOfNoOne();
            return null;
        });
        await().until(() -> onPrimary("connected_slaves").equals("0"));
    }

    private String info(String name) {
        return replica.execute(
                connection -> property(connection.serverCommands().info(), name));
    }

    private static String onPrimary(String name) {
        return new RawKeys(PRIMARY.connectionFactory())
                .execute(connection -> property(connection.serverCommands().info(), name));
    }

    private static String property(Properties properties, String name) {
        return properties.getProperty(name, "");
    }
}
