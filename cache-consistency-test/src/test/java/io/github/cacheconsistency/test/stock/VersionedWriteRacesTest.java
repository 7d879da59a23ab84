package io.github.cacheconsistency.test.stock;

import org.springframework.boot.test.context.SpringBootTest;

/** The same service, guarded by {@code versioned-write}. */
@SpringBootTest(
        classes = EvictionInsideTransaction.class,
        properties = {
            "spring.cache.redis.time-to-live=10m",
            "cache-consistency.strategy=versioned-write",
            "cache-consistency.version-property=version"
        })
class VersionedWriteRacesTest extends StockRaces {}
