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

/** Which data sources a write goes through. Several may be read, one may be written. */
final class DataSources {

    private DataSources() {}

    /**
     * @param steps of one write
     * @throws ProgramError if they were committed on several data sources: a COMMIT of one would be taken for the end of the
     *     row locks on all, and for the moment of the write
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
                    The write of the race subject changes rows through %d DataSource beans: %s. Expected: one. Each has a COMMIT of its \
                    own, and between the two the write is done in one database and not in the other, so there is no one moment \
                    to judge reads by. Describe a write that changes one of them; or, in this test, let the other work use the same DataSource \
                    bean, or replace what does it (@MockitoBean). Bean names that mean the same database count as several as well: \
                    they have several transactions.
                    What it did:
                    %s""".formatted(changes.size(), inWords(changes), trace.print()));
        }
    }

    private static String inWords(Map<String, Set<String>> changes) {
        return changes.entrySet().stream()
                .map(entry -> "'%s' (%s)".formatted(entry.getKey(), String.join("; ", entry.getValue())))
                .collect(Collectors.joining(", "));
    }
}
