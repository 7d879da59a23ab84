package io.github.cacheconsistency.benchmarks.contestant;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionOperations;

/** Lettuce directly between the caller and Redis. */
@Configuration(proxyBeanMethods = false)
class RawConfiguration {

    @Bean(destroyMethod = "shutdown")
    RedisClient rawClient(
            @Value("${spring.data.redis.host}") String host, @Value("${spring.data.redis.port}") int port) {
        return RedisClient.create(RedisURI.create(host, port));
    }

    @Bean(destroyMethod = "close")
    StatefulRedisConnection<byte[], byte[]> rawConnection(RedisClient rawClient) {
        return rawClient.connect(ByteArrayCodec.INSTANCE);
    }

    @Bean
    RawPoints pointsService(
            StatefulRedisConnection<byte[], byte[]> connection,
            MeasuredTable table,
            TransactionOperations transactions) {
        return new RawPoints(connection.sync(), table, transactions);
    }
}
