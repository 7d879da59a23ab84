package io.github.cacheconsistency.peers.spring;

import io.github.cacheconsistency.peers.PointsTableConfiguration;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;

/**
 * Orders the cache annotations of Spring outside its transactions, so that entries are evicted after the COMMIT of
 * their method. By default both advisors have the same order.
 */
@Configuration(proxyBeanMethods = false)
@EnableCaching(order = Ordered.LOWEST_PRECEDENCE - 1)
@Import(PointsTableConfiguration.class)
public class EvictionAfterCommit {}
