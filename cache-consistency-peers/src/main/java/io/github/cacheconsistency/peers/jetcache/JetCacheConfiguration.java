package io.github.cacheconsistency.peers.jetcache;

import com.alicp.jetcache.anno.CacheConsts;
import com.alicp.jetcache.anno.config.EnableMethodCache;
import com.alicp.jetcache.anno.support.GlobalCacheConfig;
import com.alicp.jetcache.anno.support.JetCacheBaseBeans;
import com.alicp.jetcache.redis.springdata.RedisSpringDataCacheBuilder;
import io.github.cacheconsistency.peers.PointsTableConfiguration;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import tools.jackson.databind.ObjectMapper;

/**
 * JetCache on Spring Data Redis, configured in code, because its auto-configuration accepts encoders only by name. Its
 * advice surrounds the transactions of Spring, so entries are invalidated after the COMMIT of their method.
 */
@Configuration(proxyBeanMethods = false)
@EnableMethodCache(basePackages = "io.github.cacheconsistency.peers", order = Ordered.LOWEST_PRECEDENCE - 1)
@Import({JetCacheBaseBeans.class, PointsTableConfiguration.class})
public class JetCacheConfiguration {

    @Bean
    GlobalCacheConfig jetCacheConfig(RedisConnectionFactory redis, ObjectMapper mapper) {
        HolderJson json = new HolderJson(mapper);
        GlobalCacheConfig config = new GlobalCacheConfig();
        config.setLocalCacheBuilders(Map.of());
        config.setRemoteCacheBuilders(Map.of(
                CacheConsts.DEFAULT_AREA,
                RedisSpringDataCacheBuilder.createBuilder()
                        .connectionFactory(redis)
                        .keyPrefix("jetcache:")
                        .keyConvertor(String::valueOf)
                        .valueEncoder(json::encode)
                        .valueDecoder(json::decode)));
        return config;
    }
}
