package io.github.cacheconsistency.autoconfigure;

import io.github.cacheconsistency.redis.OperationScopeAdvisor;
import io.github.cacheconsistency.redis.Reads;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.cache.interceptor.BeanFactoryCacheOperationSourceAdvisor;
import org.springframework.cache.interceptor.CacheOperationSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;

/** Connects the lookup and the update of one call of an annotated method. */
@Configuration(proxyBeanMethods = false)
@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
class OperationScopeConfiguration {

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static Reads cacheConsistencyReads() {
        return new Reads();
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static CacheAdvisorOrder cacheConsistencyAdvisorOrder() {
        return new CacheAdvisorOrder();
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    @ConditionalOnBean(BeanFactoryCacheOperationSourceAdvisor.class)
    static OperationScopeAdvisor cacheConsistencyOperationScope(
            BeanFactoryCacheOperationSourceAdvisor cacheAdvisor, CacheOperationSource operationSource, Reads reads) {
        OperationScopeAdvisor advisor = new OperationScopeAdvisor(operationSource, reads);
        advisor.setOrder(CacheAdvisorOrder.justOutside(cacheAdvisor));
        return advisor;
    }
}
