package io.github.cacheconsistency.test.race;

import io.github.cacheconsistency.test.gate.SwitchableGate;
import io.github.cacheconsistency.test.time.OutboxAges;
import io.github.cacheconsistency.test.time.SwitchableClock;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/**
 * The parts of an application context that a race takes over. Each of several contexts on the same servers is a node.
 *
 * @param gate in front of the context's connections
 * @param clock the time source of the context's library
 * @param redis the context's Redis, for the race's own commands
 * @param outbox makes the context's outbox rows older; {@code null} if it has no outbox
 */
public record RaceNode(
        SwitchableGate gate,
        SwitchableClock clock,
        RedisConnectionFactory redis,
        @Nullable OutboxAges outbox) {

    /** Whether {@link #crowdRedis} works: not on a cluster. */
    public boolean canCrowdRedis() {
        return CrowdedRedis.isPossible(redis);
    }

    /** Writes {@code keys} keys that belong to no cache. */
    public CrowdedRedis crowdRedis(int keys) {
        return new CrowdedRedis(redis, keys);
    }
}
