package io.github.cacheconsistency.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.cacheconsistency.ConsistentCache;
import io.github.cacheconsistency.WriteRefusedException;
import io.github.cacheconsistency.build.ProvokesLog;
import io.github.cacheconsistency.internal.write.PendingInvalidations;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** Writes that count only when a replica of Redis has their invalidations. */
@IntegrationTest
@TestPropertySource(
        properties = {
            "cache-consistency.redis.replicas-to-ack=1",
            "cache-consistency.redis.replica-timeout=200ms",
            "cache-consistency.caches.locked.strategy=row-lock-lease",
            "cache-consistency.caches.locked.row=item.id",
            "spring.sql.init.mode=always",
            "spring.sql.init.schema-locations=classpath:item.sql"
        })
@ProvokesLog("io.github.cacheconsistency.observation.LoggingCacheConsistencyListener")
class ReplicasToAckTest {

    private static RedisReplica replica;

    private final Items items;
    private final RedisLink link;
    private final PendingInvalidations pending;
    private final ManualSchedule schedule;
    private final PendingFills fills;
    private final ConsistentCache<Long, Item> locked;
    private final ConsistentCache<Long, Item> leased;

    @Autowired
    ReplicasToAckTest(
            Items items,
            RedisLink link,
            PendingInvalidations pending,
            ManualSchedule schedule,
            PendingFills fills,
            TypedCaches caches) {
        this.items = items;
        this.link = link;
        this.pending = pending;
        this.schedule = schedule;
        this.fills = fills;
        this.locked = caches.get("locked");
        this.leased = caches.get("leased");
    }

    @BeforeAll
    static void startReplica() {
        replica = new RedisReplica();
    }

    @AfterAll
    static void stopReplica() {
        replica.close();
    }

    @BeforeEach
    void follow() {
        replica.follow(link.targetHost(), link.targetPort());
    }

    @AfterEach
    void leave() {
        replica.promote();
        schedule.advance(Duration.ofSeconds(10));
    }

    @Test
    void anAcknowledgedWriteHasItsInvalidationOnTheReplicaThatIsPromoted() {
        for (ConsistentCache<Long, Item> cache : List.of(locked, leased)) {
            long id = items.given("pen");
            String key = (cache == locked ? "locked::" : "leased::") + id;
            cache.get(id, () -> items.load(id));
            fills.await();
            await().until(() -> replica.probe().holdsValue(key));

            cache.update(id, () -> items.rename(id, "brush"));
            replica.promote();

            assertThat(replica.probe().exists(key)).isFalse();
            follow();
        }
    }

    @Test
    void rowLockLeaseRollsBackWithoutTheReplica() {
        long id = items.given("pen");
        replica.promote();

        assertThatThrownBy(() -> locked.update(id, () -> items.rename(id, "brush")))
                .isInstanceOf(WriteRefusedException.class)
                .hasStackTraceContaining("Expected 1 Redis replicas");

        assertThat(items.row(id).name()).isEqualTo("pen");
    }

    @Test
    void leaseKeepsTheWriteAndRetriesUntilTheReplicaHasIt() {
        long id = items.given("pen");
        leased.get(id, () -> items.load(id));
        replica.promote();

        leased.update(id, () -> items.rename(id, "brush"));

        assertThat(items.row(id).name()).isEqualTo("brush");
        assertThat(pending.size()).isEqualTo(1);
        assertThat(leased.get(id, () -> items.load(id)).name()).isEqualTo("brush");
        follow();
        schedule.advance(Duration.ofSeconds(1));
        assertThat(pending.size()).isZero();
        assertThat(replica.probe().exists("leased::" + id)).isFalse();
    }
}
