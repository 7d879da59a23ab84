package io.github.cacheconsistency.autoconfigure;

import io.github.cacheconsistency.coordination.GuardedCaches;
import io.github.cacheconsistency.coordination.Outbox;
import io.github.cacheconsistency.redis.CacheOperationKinds;
import io.github.cacheconsistency.redis.OperationScopeAdvisor;
import io.github.cacheconsistency.redis.Reads;
import io.github.cacheconsistency.transaction.TransactionForWrites;
import io.github.cacheconsistency.transaction.TransactionRunner;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.cache.interceptor.BeanFactoryCacheOperationSourceAdvisor;
import org.springframework.cache.interceptor.CacheInterceptor;
import org.springframework.cache.interceptor.CacheOperationSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;

/** What stands around and between the annotated methods of an application. */
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
    static AdvisorOrder cacheConsistencyAdvisorOrder(ObjectProvider<CacheOperationSource> operationSource) {
        return new AdvisorOrder(operationSource);
    }

    /** Connects the lookup and the update of one call. */
    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    @ConditionalOnBean(BeanFactoryCacheOperationSourceAdvisor.class)
    static OperationScopeAdvisor cacheConsistencyOperationScope(
            BeanFactoryCacheOperationSourceAdvisor reads, CacheOperationSource operationSource, Reads threads) {
        OperationScopeAdvisor advisor = new OperationScopeAdvisor(operationSource, threads);
        advisor.setOrder(AdvisorOrder.aroundReadsAndWrites(reads));
        return advisor;
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    @ConditionalOnBean(BeanFactoryCacheOperationSourceAdvisor.class)
    static DefaultPointcutAdvisor cacheConsistencyTransactionForWrites(
            CacheOperationSource operationSource,
            ObjectProvider<GuardedCaches> caches,
            ObjectProvider<TransactionRunner> transactions,
            ObjectProvider<Outbox> outbox) {
        DefaultPointcutAdvisor advisor = new DefaultPointcutAdvisor(
                new CacheOperationKinds(operationSource).writes(),
                new TransactionForWrites(
                        operationSource, caches::getObject, transactions::getObject, outbox::getObject));
        advisor.setOrder(AdvisorOrder.TRANSACTION_FOR_WRITES);
        return advisor;
    }

    /** Spring's own interceptor once more, for the methods that its own advisor now leaves out. */
    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    @ConditionalOnBean(BeanFactoryCacheOperationSourceAdvisor.class)
    static DefaultPointcutAdvisor cacheConsistencyWrites(
            CacheInterceptor interceptor, CacheOperationSource operationSource) {
        DefaultPointcutAdvisor advisor =
                new DefaultPointcutAdvisor(new CacheOperationKinds(operationSource).writes(), interceptor);
        advisor.setOrder(AdvisorOrder.WRITES);
        return advisor;
    }
}
