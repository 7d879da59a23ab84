package io.github.cacheconsistency.peers;

import io.github.cacheconsistency.peers.jetcache.PlainJetCache;
import io.github.cacheconsistency.peers.jetcache.ProtectedJetCache;
import io.github.cacheconsistency.peers.redisson.RedissonMapPeer;
import io.github.cacheconsistency.peers.redisson.SynchronizedRedissonPeer;
import io.github.cacheconsistency.peers.redisson.TimedRedissonPeer;
import io.github.cacheconsistency.peers.spring.DefaultSpringCache;
import io.github.cacheconsistency.peers.spring.ImmediateSpringCache;
import io.github.cacheconsistency.peers.spring.LockingSpringCache;
import io.github.cacheconsistency.peers.spring.SynchronizedSpringCache;

/**
 * The peers, each with its configuration class. The class creates a {@link PointsService} and a {@link PointsTable} in
 * a context that Spring Boot provides with a {@code DataSource} and a {@code RedisConnectionFactory}.
 */
public enum Peer {
    SPRING("spring", DefaultSpringCache.class),
    SPRING_IMMEDIATE("spring-immediate", ImmediateSpringCache.class),
    SPRING_LOCKING("spring-locking", LockingSpringCache.class),
    SPRING_SYNC("spring-sync", SynchronizedSpringCache.class),
    JETCACHE("jetcache", PlainJetCache.class),
    JETCACHE_PROTECT("jetcache-protect", ProtectedJetCache.class),
    REDISSON("redisson", RedissonMapPeer.class),
    REDISSON_TTL("redisson-ttl", TimedRedissonPeer.class),
    REDISSON_SYNC("redisson-sync", SynchronizedRedissonPeer.class);

    private final String id;
    private final Class<?> configuration;

    Peer(String id, Class<?> configuration) {
        this.id = id;
        this.configuration = configuration;
    }

    /** The name in tables and reports. */
    public String id() {
        return id;
    }

    /** The configuration to import into an application context. */
    public Class<?> configuration() {
        return configuration;
    }
}
