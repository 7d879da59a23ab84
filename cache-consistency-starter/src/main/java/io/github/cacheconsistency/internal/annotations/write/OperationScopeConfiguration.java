package io.github.cacheconsistency.internal.annotations.write;

import io.github.cacheconsistency.internal.annotations.CacheOperationKinds;
import io.github.cacheconsistency.internal.annotations.OperationBodyAdvisor;
import io.github.cacheconsistency.internal.annotations.OperationScopeAdvisor;
import io.github.cacheconsistency.internal.annotations.ReadStates;
import io.github.cacheconsistency.internal.cache.CacheRegistry;
import io.github.cacheconsistency.internal.outbox.Outbox;
import io.github.cacheconsistency.internal.write.InvalidationDispatcher;
import io.github.cacheconsistency.internal.write.ReactiveTransactions;
import io.github.cacheconsistency.internal.write.TransactionRunner;
import io.github.cacheconsistency.internal.write.WritePath;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.cache.interceptor.BeanFactoryCacheOperationSourceAdvisor;
import org.springframework.cache.interceptor.CacheInterceptor;
import org.springframework.cache.interceptor.CacheOperationSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.core.Ordered;
import org.springframework.transaction.ReactiveTransactionManager;
import org.springframework.util.function.SingletonSupplier;

/** The interceptors around the annotated methods of an application. */
@Configuration(proxyBeanMethods = false)
@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
public class OperationScopeConfiguration {

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static ReadStates cacheConsistencyReadStates() {
        return new ReadStates();
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
            BeanFactoryCacheOperationSourceAdvisor reads, CacheOperationSource operationSource, ReadStates threads) {
        OperationScopeAdvisor advisor = new OperationScopeAdvisor(operationSource, threads);
        advisor.setOrder(AdvisorOrder.aroundReadsAndWrites(reads));
        return advisor;
    }

    /** Distinguishes cache accesses of the method's own code from those of its annotations. */
    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    @ConditionalOnBean(BeanFactoryCacheOperationSourceAdvisor.class)
    static OperationBodyAdvisor cacheConsistencyOperationBody(
            CacheOperationSource operationSource, ReadStates threads) {
        OperationBodyAdvisor advisor = new OperationBodyAdvisor(operationSource, threads);
        advisor.setOrder(Ordered.LOWEST_PRECEDENCE);
        return advisor;
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    @ConditionalOnBean(BeanFactoryCacheOperationSourceAdvisor.class)
    static DefaultPointcutAdvisor cacheConsistencyTransactionForWrites(
            CacheOperationSource operationSource,
            GuardedWrites guardedWrites,
            ObjectProvider<TransactionRunner> transactions) {
        DefaultPointcutAdvisor advisor = new DefaultPointcutAdvisor(
                new CacheOperationKinds(operationSource).writes(),
                new TransactionForWrites(operationSource, guardedWrites, transactions::getObject));
        advisor.setOrder(AdvisorOrder.TRANSACTION_FOR_WRITES);
        return advisor;
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static GuardedWrites cacheConsistencyGuardedWrites(
            ObjectProvider<CacheRegistry> caches, ObjectProvider<Outbox> outbox) {
        return new GuardedWrites(caches::getObject, outbox::getObject);
    }

    /** Applies Spring's own interceptor to the methods that Spring's own advisor now leaves out. */
    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    @ConditionalOnBean(BeanFactoryCacheOperationSourceAdvisor.class)
    static DefaultPointcutAdvisor cacheConsistencyWrites(
            CacheInterceptor interceptor,
            CacheOperationSource operationSource,
            GuardedWrites guardedWrites,
            ReadStates reads,
            ListableBeanFactory beans) {
        WriteInterceptor writes = new WriteInterceptor(
                interceptor,
                operationSource,
                beans,
                guardedWrites,
                () -> beans.getBeanNamesForType(ReactiveTransactionManager.class, true, false).length > 0,
                reads,
                SingletonSupplier.of(() -> beans.getBean(WritePath.class)),
                SingletonSupplier.of(() -> new ReactiveTransactions(
                        beans.getBean(InvalidationDispatcher.class), beans.getBean(WritePath.class))));
        DefaultPointcutAdvisor advisor =
                new DefaultPointcutAdvisor(new CacheOperationKinds(operationSource).writes(), writes);
        advisor.setOrder(AdvisorOrder.WRITES);
        return advisor;
    }
}
