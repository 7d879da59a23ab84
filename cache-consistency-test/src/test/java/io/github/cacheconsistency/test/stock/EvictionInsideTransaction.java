package io.github.cacheconsistency.test.stock;

import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.transaction.annotation.EnableTransactionManagement;

/** The entry is evicted while the method's transaction is open. */
@Configuration(proxyBeanMethods = false)
@EnableCaching
@EnableTransactionManagement(order = Ordered.LOWEST_PRECEDENCE - 10)
class EvictionInsideTransaction extends StockApplication {}
