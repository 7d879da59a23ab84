package io.github.cacheconsistency.peers.spring;

import io.github.cacheconsistency.peers.PointsTableConfiguration;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;

/**
 * Spring's cache annotations around its transactions: entries are evicted after the COMMIT of their method. Left alone,
 * the order of the two is a tie.
 */
@Configuration(proxyBeanMethods = false)
@EnableCaching(order = Ordered.LOWEST_PRECEDENCE - 1)
@Import(PointsTableConfiguration.class)
public class EvictionAfterCommit {}
