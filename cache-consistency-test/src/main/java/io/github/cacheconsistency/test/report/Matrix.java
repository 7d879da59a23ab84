package io.github.cacheconsistency.test.report;

import io.github.cacheconsistency.test.oracle.Property;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * All verdicts on one kind of orders: a row for each scenario, a column for each strategy and subject, and in each cell
 * the properties.
 */
record Matrix(List<Column> columns, List<Row> rows) {

    /** A strategy on a subject. */
    record Column(String strategy, String subject) {}

    /** A scenario. */
    record Row(String scenario, String story, List<Cell> cells) {}

    /**
     * The verdicts on a scenario under a strategy.
     *
     * @param schedules the number of schedules as text; empty if there is no verdict
     */
    record Cell(List<Badge> badges, String schedules) {}

    static Matrix of(Findings findings, Orders orders, Counterexamples counterexamples) {
        List<VerdictRecord> verdicts = findings.verdicts().stream()
                .map(Finding::verdict)
                .filter(verdict -> verdict.orders() == orders)
                .toList();
        List<Column> columns = verdicts.stream()
                .map(Matrix::column)
                .distinct()
                .sorted(weakestFirst(verdicts))
                .toList();
        List<Row> rows = verdicts.stream()
                .map(VerdictRecord::scenario)
                .distinct()
                .map(scenario -> new Row(
                        scenario,
                        findings.stories().getOrDefault(new SectionKey(scenario, orders), ""),
                        columns.stream()
                                .map(column -> cell(verdicts, scenario, column, counterexamples))
                                .toList()))
                .toList();
        return new Matrix(columns, rows);
    }

    /** The strategies with the most broken properties come first; the columns of one strategy are adjacent. */
    private static Comparator<Column> weakestFirst(List<VerdictRecord> verdicts) {
        Map<String, Double> broken = verdicts.stream()
                .collect(Collectors.groupingBy(
                        VerdictRecord::strategy,
                        Collectors.averagingInt(verdict -> verdict.observed() == Observation.BROKEN ? 1 : 0)));
        return Comparator.<Column>comparingDouble(column -> -broken.getOrDefault(column.strategy(), 0.0))
                .thenComparing(Column::strategy)
                .thenComparing(Column::subject);
    }

    private static Cell cell(
            List<VerdictRecord> verdicts, String scenario, Column column, Counterexamples counterexamples) {
        Map<Property, VerdictRecord> here = verdicts.stream()
                .filter(verdict ->
                        verdict.scenario().equals(scenario) && column(verdict).equals(column))
                .collect(Collectors.toMap(VerdictRecord::property, Function.identity()));
        List<Badge> badges = Arrays.stream(Property.values())
                .map(property -> Optional.ofNullable(here.get(property))
                        .map(verdict -> Badge.of(verdict, counterexamples.anchor(verdict)))
                        .orElse(Badge.UNKNOWN))
                .toList();
        return new Cell(here.isEmpty() ? List.of() : badges, schedules(here));
    }

    private static String schedules(Map<Property, VerdictRecord> here) {
        long most =
                here.values().stream().mapToLong(VerdictRecord::schedules).max().orElse(0);
        boolean exhausted = !here.isEmpty() && here.values().stream().allMatch(VerdictRecord::exhausted);
        if (here.isEmpty()) {
            return "";
        }
        String number = String.format(Locale.ROOT, "%,d %s", most, most == 1 ? "schedule" : "schedules");
        return exhausted ? number + ", exhausted" : number;
    }

    private static Column column(VerdictRecord verdict) {
        return new Column(verdict.strategy(), verdict.subject());
    }
}
