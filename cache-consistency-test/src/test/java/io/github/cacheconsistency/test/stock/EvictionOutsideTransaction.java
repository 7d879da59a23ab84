package io.github.cacheconsistency.test.stock;

import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** The entry is evicted when the method's transaction has committed. */
@Configuration(proxyBeanMethods = false)
@EnableCaching(order = Ordered.LOWEST_PRECEDENCE - 1)
class EvictionOutsideTransaction extends StockApplication {}
