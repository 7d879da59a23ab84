package io.github.cacheconsistency.mutants;

import java.nio.file.Path;

/** Where the page is, and what it says besides its tables. */
final class MutantsPage {

    /** Seen from the module, where its tests run. */
    static final Path FILE = Path.of("..", "docs", "mutants.md");

    /** With the number of mutants and the scenarios. */
    static final String INTRODUCTION = """
            # Mutants

            Who tests the tests: %d ways to get the library wrong, each of which a [scenario](races.md#scenarios) must tell from the
            library as it is. A mutant is a change of one or more methods of the compiled library, woven in and switched on for one run:
            real code, on a real Redis and a real SQL server. It counts as killed when the scenario sees a property broken that the
            strategy must keep there ([expected verdicts](races.md#expected-verdicts)), or fails by itself. Each mutated method must
            have been called in that run, a mutant that merely throws counts for nothing, and without a mutant the same scenarios raise
            no alarm.

            The profile `full` runs each mutant in one scenario that kills it (`MutantsTest`, which prints the time). This page is written by
            code, from all scenarios whose order is forced on one node
            (%s):

            ```
            mvn -Pfull -pl cache-consistency-test -am test -Dtest=KillMatrixTest -Dmutants.matrix=all -Dsurefire.failIfNoSpecifiedTests=false
            ```
            """;

    static final String SURVIVORS = """
            ## What no scenario kills

            Not counted above. "Equivalent" mutants break no property. The others show what the races do not reach.
            """;

    private MutantsPage() {}
}
