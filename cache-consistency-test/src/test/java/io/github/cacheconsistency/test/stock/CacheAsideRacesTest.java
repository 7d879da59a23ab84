package io.github.cacheconsistency.test.stock;

import org.springframework.boot.test.context.SpringBootTest;

/** The same service, guarded by {@code cache-aside}, without the failover watch. */
@SpringBootTest(
        classes = EvictionInsideTransaction.class,
        properties = {
            "spring.cache.redis.time-to-live=10m",
            "cache-consistency.strategy=cache-aside",
            "cache-consistency.failover-watch.enabled=false"
        })
class CacheAsideRacesTest extends StockRaces {}
