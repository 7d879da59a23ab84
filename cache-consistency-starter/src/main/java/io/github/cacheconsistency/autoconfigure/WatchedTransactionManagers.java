package io.github.cacheconsistency.autoconfigure;

import io.github.cacheconsistency.internal.write.OpenTransactions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.PriorityOrdered;
import org.springframework.transaction.ConfigurableTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionManager;

/**
 * Registers {@link OpenTransactions} as a listener of all transaction managers if there are several, because their
 * transactions may be nested.
 */
final class WatchedTransactionManagers implements BeanPostProcessor, PriorityOrdered {

    private static final Logger log = LoggerFactory.getLogger(WatchedTransactionManagers.class);

    private final ListableBeanFactory beans;
    private final OpenTransactions openTransactions;

    WatchedTransactionManagers(ListableBeanFactory beans, OpenTransactions openTransactions) {
        this.beans = beans;
        this.openTransactions = openTransactions;
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof PlatformTransactionManager && areSeveral()) {
            if (bean instanceof ConfigurableTransactionManager manager) {
                manager.addListener(openTransactions.listenerFor(bean));
            } else {
                log.warn(
                        "Expected transaction manager '{}', one of several, to be a ConfigurableTransactionManager, found {}: where its"
                                + " transactions are nested with those of others, what is written to a cache inside both is"
                                + " invalidated when the inner one ends, and not again when the outer one does. Do not nest"
                                + " them, or let it extend AbstractPlatformTransactionManager.",
                        name,
                        bean.getClass().getName());
            }
        }
        return bean;
    }

    /** Counts beans of type {@code TransactionManager}, because a bean may be declared as no more than that. */
    private boolean areSeveral() {
        return beans.getBeanNamesForType(TransactionManager.class, true, false).length > 1;
    }
}
