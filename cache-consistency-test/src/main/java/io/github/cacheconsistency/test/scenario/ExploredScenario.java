package io.github.cacheconsistency.test.scenario;

import io.github.cacheconsistency.test.RaceSubject;
import io.github.cacheconsistency.test.program.RaceScope;
import java.util.function.Predicate;

/**
 * A scenario of which every interleaving is tried, where {@link Scenario} forces a few.
 *
 * @param id its number in the documentation, such as {@code R01}
 * @param story who takes part and what may befall them, in one sentence
 * @param scope the same for the explorer
 * @param needs what a subject must offer to take part
 * @param needed the same in words, for those that do not
 */
public record ExploredScenario(String id, String story, RaceScope scope, Predicate<RaceSubject> needs, String needed) {

    /** One that every subject can take part in. */
    ExploredScenario(String id, String story, RaceScope scope) {
        this(id, story, scope, subject -> true, "");
    }
}
