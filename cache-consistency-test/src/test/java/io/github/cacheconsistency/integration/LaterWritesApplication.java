package io.github.cacheconsistency.integration;

import javax.sql.DataSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;

/** The service of the integration tests, with reactive transactions and tasks. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableCaching
@EnableAsync
@EnableTransactionManagement
@Import(IntegrationApplication.Beans.class)
class LaterWritesApplication {

    @Bean
    @Primary
    PlatformTransactionManager transactionManager(DataSource dataSource) {
        return new JdbcTransactionManager(dataSource);
    }

    @Bean
    ReactiveItems reactive(DataSource dataSource) {
        return new ReactiveItems(dataSource);
    }

    /** Caches that the library has nothing to do with. */
    @Bean(defaultCandidate = false)
    CacheManager localCaches() {
        ConcurrentMapCacheManager manager = new ConcurrentMapCacheManager();
        manager.setAllowNullValues(false);
        return manager;
    }

    @Bean
    LaterService laterService() {
        return new LaterService();
    }
}
