package io.github.cacheconsistency.internal.annotations.write;

import io.github.cacheconsistency.internal.annotations.CacheOperationKinds;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.cache.interceptor.BeanFactoryCacheOperationSourceAdvisor;
import org.springframework.cache.interceptor.CacheOperationSource;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;
import org.springframework.transaction.interceptor.BeanFactoryTransactionAttributeSourceAdvisor;

/**
 * Orders caching and transactions of one method, which both have the lowest precedence by default: reads of the cache go
 * outside the transaction, writes to it go inside.
 *
 * <p>A lookup outside happens before the transaction takes its snapshot, so the loaded value may be cached (docs/protocols.md,
 * G1). An eviction inside belongs to the transaction: it happens even if the outcome of the commit is unknown, and does not
 * happen after a rollback (docs/protocols.md, G4, G5 and G6). An explicit order of reads is not changed; writes are always
 * inside.
 */
final class AdvisorOrder implements BeanPostProcessor, PriorityOrdered {

    static final int WRITES = Ordered.LOWEST_PRECEDENCE;
    static final int TRANSACTION_FOR_WRITES = WRITES - 1;
    private static final int TRANSACTIONS = TRANSACTION_FOR_WRITES - 1;
    private static final int READS = TRANSACTIONS - 1;

    private final ObjectProvider<CacheOperationSource> operationSource;

    AdvisorOrder(ObjectProvider<CacheOperationSource> operationSource) {
        this.operationSource = operationSource;
    }

    /** Before the auto-proxy creator, which creates the advisors when it processes the first bean. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        if (bean instanceof BeanFactoryCacheOperationSourceAdvisor caching) {
            caching.setCacheOperationSource(new CacheOperationKinds(operationSource.getObject()).reads());
            if (caching.getOrder() == Ordered.LOWEST_PRECEDENCE) {
                caching.setOrder(READS);
            }
        } else if (bean instanceof BeanFactoryTransactionAttributeSourceAdvisor transactions
                && transactions.getOrder() == Ordered.LOWEST_PRECEDENCE) {
            transactions.setOrder(TRANSACTIONS);
        }
        return bean;
    }

    /** Returns the order directly outside both kinds of caching. */
    static int aroundReadsAndWrites(BeanFactoryCacheOperationSourceAdvisor reads) {
        return Math.max(Ordered.HIGHEST_PRECEDENCE + 1, Math.min(reads.getOrder(), WRITES)) - 1;
    }
}
