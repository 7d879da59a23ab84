package io.github.cacheconsistency.test.program;

import io.github.cacheconsistency.test.explore.ProgramError;
import io.github.cacheconsistency.test.gate.Access;
import io.github.cacheconsistency.test.gate.Store;
import io.github.cacheconsistency.test.race.Step;
import io.github.cacheconsistency.test.race.Trace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Checks which data sources a write uses: it may read from several, and must change rows through one only. */
final class DataSources {

    private DataSources() {}

    /**
     * @param steps the steps of one write
     * @throws ProgramError if the write commits on several data sources, because the kit takes one COMMIT for the moment of
     *     the write and for the end of all its row locks
     */
    static void check(List<Step> steps, Trace trace) {
        Map<String, Set<String>> changes = new LinkedHashMap<>();
        steps.stream()
                .filter(step -> step.operation().store() == Store.DATABASE)
                .filter(step -> step.operation().access() == Access.WRITE)
                .filter(step -> !step.operation().keys().isEmpty())
                .forEach(step -> changes.computeIfAbsent(step.operation().dataSource(), name -> new TreeSet<>())
                        .addAll(step.operation().keys()));
        if (changes.size() > 1) {
            throw new ProgramError("""
                    The write of the race subject changes rows through %d DataSource beans: %s. Expected: one. Each bean has its own \
                    COMMIT, and between two of them the write is visible in one database only, so that no single moment exists \
                    by which reads can be judged. Describe a write that changes rows through one bean; or, in this test, let the other \
                    code use the same DataSource bean, or replace that code (@MockitoBean). Several beans for the same database \
                    count as several, because they have separate transactions.
                    Steps of the write:
                    %s""".formatted(changes.size(), inWords(changes), trace.print()));
        }
    }

    private static String inWords(Map<String, Set<String>> changes) {
        return changes.entrySet().stream()
                .map(entry -> "'%s' (%s)".formatted(entry.getKey(), String.join("; ", entry.getValue())))
                .collect(Collectors.joining(", "));
    }
}
