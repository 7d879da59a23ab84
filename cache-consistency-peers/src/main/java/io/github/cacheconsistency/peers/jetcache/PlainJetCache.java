package io.github.cacheconsistency.peers.jetcache;

import io.github.cacheconsistency.peers.PointsService;
import io.github.cacheconsistency.peers.PointsTable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** JetCache without coalescing of loads: every reader that misses loads. */
@Configuration(proxyBeanMethods = false)
@Import(JetCacheConfiguration.class)
public class PlainJetCache {

    @Bean
    PointsService pointsService(PointsTable table) {
        return new JetCachePoints(table);
    }
}
