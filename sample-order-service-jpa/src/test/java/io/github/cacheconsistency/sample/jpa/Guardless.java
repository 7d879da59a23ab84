package io.github.cacheconsistency.sample.jpa;

import io.github.cacheconsistency.internal.jpa.JpaFlush;
import io.github.cacheconsistency.internal.jpa.JpaPersistenceContexts;
import io.github.cacheconsistency.internal.read.PersistenceContexts;
import io.github.cacheconsistency.internal.write.FlushBeforeCommit;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * Removes the guards for JPA. The errors that they prevent must then occur; otherwise the tests of the guards prove
 * nothing.
 */
@TestConfiguration(proxyBeanMethods = false)
class Guardless {

    @Bean
    static BeanPostProcessor withoutGuards() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                if (bean instanceof JpaFlush) {
                    return (FlushBeforeCommit) () -> {};
                }
                return bean instanceof JpaPersistenceContexts ? PersistenceContexts.NONE : bean;
            }
        };
    }
}
