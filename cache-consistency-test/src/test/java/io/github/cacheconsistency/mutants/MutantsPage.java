package io.github.cacheconsistency.mutants;

import java.nio.file.Path;

/** The path of the page, and its text apart from the tables. */
final class MutantsPage {

    /** Relative to the module, where the tests run. */
    static final Path FILE = Path.of("..", "docs", "evidence", "mutants.md");

    /** A format for the number of mutants and the scenarios. */
    static final String INTRODUCTION = """
            # Mutants

            Tests of the tests: %d seeded mistakes in the library. For each of them a
            [scenario](../races/reference.md#scenarios) must detect that the library is wrong. A mutant changes one or more methods of
            the compiled library. It is woven in and switched on for one run: real code, on a real Redis and a real SQL server. It
            counts as killed when the scenario sees a property broken that the strategy must keep there
            ([expected verdicts](../races/reference.md#expected-verdicts)), or fails by itself. Every mutated method must have been
            called in that run, a mutant that merely throws does not count, and without a mutant the same scenarios report nothing.

            The profile `full` runs each mutant in one scenario that kills it (`MutantsTest`, which prints the time). Code writes this
            page, from all scenarios whose order is forced on one node
            (%s):

            ```
            mvn -Pmeasure -pl cache-consistency-test -am test -Dtest=KillMatrixTest -Dmutants.matrix=all -Dsurefire.failIfNoSpecifiedTests=false
            ```
            """;

    static final String SURVIVORS = """
            ## What no scenario kills

            These mutants are not counted above. "Equivalent" mutants break no property. The others show what the races do not cover.
            """;

    private MutantsPage() {}
}
