package io.github.cacheconsistency.autoconfigure;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.cache.autoconfigure.CacheAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Import;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/**
 * Guards the caches of all {@code RedisCacheManager} beans and provides the programmatic API. The beans of type
 * {@code TimeSource}, {@code CacheStore}, {@code MissPredictor}, {@code FillExecutor} and {@code ConsistentCaches} back
 * off if the application defines its own. {@code cache-consistency.enabled=false} or another {@code spring.cache.type}
 * turns all of it off.
 */
@AutoConfiguration(after = DataRedisAutoConfiguration.class, before = CacheAutoConfiguration.class)
@ConditionalOnBean(RedisConnectionFactory.class)
@Conditional(CachingChoice.OnGuarded.class)
@EnableConfigurationProperties(CacheConsistencyProperties.class)
@Import({
    LettuceTimeoutConfiguration.class,
    LettuceReconnectConfiguration.class,
    RedisAccessConfiguration.class,
    RowLockConfiguration.class,
    JpaConfiguration.class,
    OutboxConfiguration.class,
    MissingOutboxConfiguration.class,
    FailoverWatchConfiguration.class,
    ReplicaReadsConfiguration.class,
    ReadAndWritePathConfiguration.class,
    CacheSeamConfiguration.class
})
public final class CacheConsistencyAutoConfiguration {}
