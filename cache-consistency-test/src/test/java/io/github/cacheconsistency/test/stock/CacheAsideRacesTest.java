package io.github.cacheconsistency.test.stock;

import org.springframework.boot.test.context.SpringBootTest;

/** The same service, guarded by {@code cache-aside}. */
@SpringBootTest(
        classes = EvictionInsideTransaction.class,
        properties = {"spring.cache.redis.time-to-live=10m", "cache-consistency.strategy=cache-aside"})
class CacheAsideRacesTest extends StockRaces {}
