package io.github.cacheconsistency.test.stock;

import org.springframework.boot.test.context.SpringBootTest;

/** Plain Spring annotations on the stock cache manager, with its documented gaps. */
@SpringBootTest(
        classes = EvictionOutsideTransaction.class,
        properties = {"spring.cache.redis.time-to-live=10m", "cache-consistency.enabled=false"})
class StockCacheManagerRacesTest extends StockRaces {}
