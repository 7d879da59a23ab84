package io.github.cacheconsistency.test.stock;

import org.junit.jupiter.api.Tag;
import org.springframework.boot.test.context.SpringBootTest;

/** As {@link LeaseRacesTest}, with the annotations nested the opposite way. */
@Tag("full")
@SpringBootTest(
        classes = EvictionOutsideTransaction.class,
        properties = {
            "spring.cache.redis.time-to-live=10m",
            "cache-consistency.strategy=lease",
            "cache-consistency.failover-watch.enabled=false"
        })
class LeaseOutsideTransactionRacesTest extends StockRaces {}
