package io.github.cacheconsistency.autoconfigure;

import io.github.cacheconsistency.transaction.JpaFlush;
import jakarta.persistence.EntityManagerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.orm.jpa.EntityManagerFactoryUtils;

/** Applications with JPA flush before the cache is changed. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass({EntityManagerFactory.class, EntityManagerFactoryUtils.class})
class JpaFlushConfiguration {

    @Bean
    JpaFlush cacheConsistencyJpaFlush(ObjectProvider<EntityManagerFactory> factories) {
        return new JpaFlush(factories);
    }
}
