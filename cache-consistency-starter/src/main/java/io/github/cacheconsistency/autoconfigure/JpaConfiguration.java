package io.github.cacheconsistency.autoconfigure;

import io.github.cacheconsistency.internal.jpa.JpaFlush;
import io.github.cacheconsistency.internal.jpa.JpaPersistenceContexts;
import jakarta.persistence.EntityManagerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.orm.jpa.EntityManagerFactoryUtils;

/** In applications with JPA: flushes before the cache is changed, and fills only from new persistence contexts. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass({EntityManagerFactory.class, EntityManagerFactoryUtils.class})
class JpaConfiguration {

    @Bean
    JpaFlush cacheConsistencyJpaFlush() {
        return new JpaFlush();
    }

    @Bean
    JpaPersistenceContexts cacheConsistencyPersistenceContexts() {
        return new JpaPersistenceContexts();
    }
}
