package io.github.cacheconsistency.test.scenario;

import io.github.cacheconsistency.test.program.RaceScope;

/**
 * A scenario of which every interleaving is tried, where {@link Scenario} forces a few.
 *
 * @param id its number in the documentation, such as {@code R01}
 * @param story the tasks and the faults that may be injected, in one sentence
 * @param scope the same for the explorer
 */
public record ExploredScenario(String id, String story, RaceScope scope) {}
