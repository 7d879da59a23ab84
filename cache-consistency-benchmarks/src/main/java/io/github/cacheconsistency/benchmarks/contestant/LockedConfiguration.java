package io.github.cacheconsistency.benchmarks.contestant;

import io.github.cacheconsistency.peers.redisson.RedissonConfiguration;
import org.redisson.api.RedissonClient;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;

/** {@link RawConfiguration} with locks of Redisson. */
@Configuration(proxyBeanMethods = false)
@Import({RedissonConfiguration.class, RawConfiguration.class})
class LockedConfiguration {

    @Bean
    @Primary
    LockedPoints lockedPoints(RedissonClient redisson, RawPoints unguarded) {
        return new LockedPoints(redisson, unguarded);
    }
}
