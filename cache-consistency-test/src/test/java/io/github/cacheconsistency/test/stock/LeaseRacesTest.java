package io.github.cacheconsistency.test.stock;

import org.springframework.boot.test.context.SpringBootTest;

/** The same service, guarded by {@code lease}. */
@SpringBootTest(
        classes = EvictionInsideTransaction.class,
        properties = {"spring.cache.redis.time-to-live=10m", "cache-consistency.strategy=lease"})
class LeaseRacesTest extends StockRaces {}
