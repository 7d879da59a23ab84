package io.github.cacheconsistency.test.scenario;

import io.github.cacheconsistency.test.program.RaceScope;

/**
 * A scenario of which every interleaving is explored, whereas a {@link Scenario} forces a few.
 *
 * @param id its number in the documentation, such as {@code R01}
 * @param story the tasks and the faults that may be injected, in one sentence
 * @param scope the tasks and the fault injections
 */
public record ExploredScenario(String id, String story, RaceScope scope) {}
