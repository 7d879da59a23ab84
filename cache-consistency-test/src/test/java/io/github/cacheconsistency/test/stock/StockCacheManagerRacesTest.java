package io.github.cacheconsistency.test.stock;

import org.springframework.test.context.TestPropertySource;

/** The same service, without the starter's guard: the races show. */
@TestPropertySource(properties = "cache-consistency.enabled=false")
class StockCacheManagerRacesTest extends StockRaces {}
