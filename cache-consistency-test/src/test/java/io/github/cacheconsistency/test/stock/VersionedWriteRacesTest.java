package io.github.cacheconsistency.test.stock;

import org.springframework.boot.test.context.SpringBootTest;

/** The same service, guarded by {@code versioned-write}, without the failover watch. */
@SpringBootTest(
        classes = EvictionInsideTransaction.class,
        properties = {
            "spring.cache.redis.time-to-live=10m",
            "cache-consistency.strategy=versioned-write",
            "cache-consistency.version-property=version",
            "cache-consistency.failover-watch.enabled=false"
        })
class VersionedWriteRacesTest extends StockRaces {}
