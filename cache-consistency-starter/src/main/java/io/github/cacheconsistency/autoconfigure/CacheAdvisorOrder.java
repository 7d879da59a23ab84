package io.github.cacheconsistency.autoconfigure;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.cache.interceptor.BeanFactoryCacheOperationSourceAdvisor;
import org.springframework.core.Ordered;

/**
 * Breaks the tie between caching and transactions on one method, both of which have the lowest precedence by default:
 * caching goes outside. A lookup then happens before the transaction takes its snapshot, so that its value may be
 * cached, and an eviction after the commit. An order set by the user stays as it is; both orders are safe, but inside a
 * transaction nothing is cached.
 */
final class CacheAdvisorOrder implements BeanPostProcessor {

    private static final int OUTSIDE_TRANSACTIONS = Ordered.LOWEST_PRECEDENCE - 1;

    @Override
    public Object postProcessBeforeInitialization(Object bean, String beanName) {
        if (bean instanceof BeanFactoryCacheOperationSourceAdvisor advisor
                && advisor.getOrder() == Ordered.LOWEST_PRECEDENCE) {
            advisor.setOrder(OUTSIDE_TRANSACTIONS);
        }
        return bean;
    }

    static int justOutside(BeanFactoryCacheOperationSourceAdvisor advisor) {
        return advisor.getOrder() == Ordered.HIGHEST_PRECEDENCE ? advisor.getOrder() : advisor.getOrder() - 1;
    }
}
