package io.github.cacheconsistency.test.stock;

import org.springframework.boot.test.context.SpringBootTest;

/** The same service, guarded by {@code lease}, without the failover watch. */
@SpringBootTest(
        classes = EvictionInsideTransaction.class,
        properties = {
            "spring.cache.redis.time-to-live=10m",
            "cache-consistency.strategy=lease",
            "cache-consistency.failover-watch.enabled=false"
        })
class LeaseRacesTest extends StockRaces {}
