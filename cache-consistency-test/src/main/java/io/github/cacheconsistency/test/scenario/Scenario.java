package io.github.cacheconsistency.test.scenario;

/** One named, repeatable race: an order of steps that is forced on the code under test, in one or more variants. */
public interface Scenario {

    /** Its number in the documentation, such as {@code R01}. */
    String id();

    /** What happens, in one sentence. */
    String story();

    /** Runs all variants. */
    void run(RaceLab lab);
}
