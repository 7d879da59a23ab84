package io.github.cacheconsistency.test.stock;

import org.junit.jupiter.api.Tag;

/** More schedules of each scenario than a build has time for: as many as {@code -Dexploration.schedules} says. */
@Tag("full")
class LongExploredRacesTest extends ExploredRacesTest {}
