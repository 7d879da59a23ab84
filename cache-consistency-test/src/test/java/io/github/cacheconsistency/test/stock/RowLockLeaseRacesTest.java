package io.github.cacheconsistency.test.stock;

import org.springframework.boot.test.context.SpringBootTest;

/** The same service, guarded by {@code row-lock-lease}, without the failover watch. */
@SpringBootTest(
        classes = EvictionInsideTransaction.class,
        properties = {
            "spring.cache.redis.time-to-live=10m",
            "cache-consistency.strategy=row-lock-lease",
            "cache-consistency.caches.points.row=points.id",
            "cache-consistency.failover-watch.enabled=false"
        })
class RowLockLeaseRacesTest extends StockRaces {}
