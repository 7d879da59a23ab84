package io.github.cacheconsistency.test.stock;

import org.springframework.boot.test.context.SpringBootTest;

/** The same service, guarded by {@code delayed-double-delete}, without the failover watch. */
@SpringBootTest(
        classes = EvictionInsideTransaction.class,
        properties = {
            "spring.cache.redis.time-to-live=10m",
            "cache-consistency.strategy=delayed-double-delete",
            "cache-consistency.failover-watch.enabled=false"
        })
class DelayedDoubleDeleteRacesTest extends StockRaces {}
