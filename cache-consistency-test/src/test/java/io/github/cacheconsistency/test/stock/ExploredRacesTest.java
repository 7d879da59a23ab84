package io.github.cacheconsistency.test.stock;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.springframework.boot.test.context.SpringBootTest;

/**
 * Every interleaving of each scenario, for the stock cache manager and each strategy, on the contexts of the forced
 * races. The number of schedules is {@code -Dexploration.schedules}; the profile "full" runs more of them.
 */
@Tag("exploration")
class ExploredRacesTest {

    @Nested
    @Tag("full")
    @SpringBootTest(
            classes = EvictionOutsideTransaction.class,
            properties = {"spring.cache.redis.time-to-live=10m", "cache-consistency.enabled=false"})
    class StockCacheManager extends StockExploredRaces {}

    @Nested
    @SpringBootTest(
            classes = EvictionInsideTransaction.class,
            properties = {
                "spring.cache.redis.time-to-live=10m",
                "cache-consistency.strategy=cache-aside",
                "cache-consistency.failover-watch.enabled=false"
            })
    class CacheAside extends StockExploredRaces {}

    @Nested
    @SpringBootTest(
            classes = EvictionInsideTransaction.class,
            properties = {
                "spring.cache.redis.time-to-live=10m",
                "cache-consistency.strategy=delayed-double-delete",
                "cache-consistency.failover-watch.enabled=false"
            })
    class DelayedDoubleDelete extends StockExploredRaces {}

    @Nested
    @SpringBootTest(
            classes = EvictionInsideTransaction.class,
            properties = {
                "spring.cache.redis.time-to-live=10m",
                "cache-consistency.strategy=versioned-write",
                "cache-consistency.version-property=version",
                "cache-consistency.failover-watch.enabled=false"
            })
    class VersionedWrite extends StockExploredRaces {}

    @Nested
    @SpringBootTest(
            classes = EvictionInsideTransaction.class,
            properties = {
                "spring.cache.redis.time-to-live=10m",
                "cache-consistency.strategy=lease",
                "cache-consistency.failover-watch.enabled=false"
            })
    class Lease extends StockExploredRaces {}

    @Nested
    @SpringBootTest(
            classes = EvictionInsideTransaction.class,
            properties = {
                "spring.cache.redis.time-to-live=10m",
                "cache-consistency.strategy=row-lock-lease",
                "cache-consistency.caches.points.row=points.id",
                "cache-consistency.failover-watch.enabled=false"
            })
    class RowLockLease extends StockExploredRaces {}
}
