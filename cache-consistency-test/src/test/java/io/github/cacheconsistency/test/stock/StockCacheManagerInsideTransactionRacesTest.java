package io.github.cacheconsistency.test.stock;

import org.junit.jupiter.api.Tag;
import org.springframework.boot.test.context.SpringBootTest;

/** As {@link StockCacheManagerRacesTest}, with the annotations nested the opposite way. */
@Tag("full")
@SpringBootTest(
        classes = EvictionInsideTransaction.class,
        properties = {"spring.cache.redis.time-to-live=10m", "cache-consistency.enabled=false"})
class StockCacheManagerInsideTransactionRacesTest extends StockRaces {}
