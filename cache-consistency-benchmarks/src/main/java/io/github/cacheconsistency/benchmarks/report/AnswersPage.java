package io.github.cacheconsistency.benchmarks.report;

import io.github.cacheconsistency.benchmarks.contestant.Contestant;
import io.github.cacheconsistency.benchmarks.workload.Figures;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The short page: what the strategies cost, compared with other caches, and which targets are missed. Its prose is
 * {@code answers.md}, whose placeholders are replaced by tables.
 */
final class AnswersPage {

    private static final List<String> CONTESTANTS = List.of(
            Contestant.RAW,
            "cache-aside",
            "delayed-double-delete",
            "versioned-write",
            "lease",
            "row-lock-lease",
            "lease-outbox",
            "row-lock-lease-outbox",
            "spring",
            "spring-sync",
            "jetcache",
            "redisson",
            "redisson-sync",
            "distributed-lock");

    private final Results results;
    private final Lookups lookups;

    private AnswersPage(Results results) {
        this.results = results;
        this.lookups = new Lookups(results);
    }

    /** Returns the page as Markdown. */
    static String of(Results results) {
        AnswersPage page = new AnswersPage(results);
        List<Target> targets = Targets.of(results);
        return Texts.read("answers.md")
                .replace("{throughput}\n", page.throughput())
                .replace("{staleness}\n", page.staleness())
                .replace(
                        "{met}",
                        targets.stream()
                                        .filter(target -> target.verdict() == Verdict.MET)
                                        .count() + " of " + targets.size())
                .replace("{missed}\n", MissedTargets.of(targets, Causes.written()))
                .replace("{environment}\n", page.environment());
    }

    private String throughput() {
        Lookup mixed = mixed("fast");
        return table(
                "| | hit, 1 thread | hit, 64 threads | miss, 16 threads | write, 16 threads | 95 % reads, 16 threads |",
                id -> List.of(
                        ratio(lookups.at("hit", "", 1), id),
                        ratio(lookups.at("hit", "", 64), id),
                        ratio(lookups.at("miss", "", 16), id),
                        ratio(lookups.at("write", "", 16), id),
                        ratio(mixed, id)));
    }

    private String staleness() {
        Lookup fast = mixed("fast");
        Lookup slow = mixed("slow");
        Lookup herd = lookups.at("herd", "2 JVMs", 200);
        return table(
                "| | stale reads, fast loads | stale reads, slow loads | keys that stay wrong | loads per expiry |",
                id -> List.of(
                        percent(fast, id),
                        percent(slow, id),
                        id.equals(Contestant.RAW)
                                ? ""
                                : number(fast.figure(id, Figures.DIFFERING_KEYS)
                                        + slow.figure(id, Figures.DIFFERING_KEYS)),
                        number(herd.figure(id, Figures.LOADS) / herd.figure(id, Figures.EXPIRIES))));
    }

    private Lookup mixed(String loader) {
        return lookups.at("mixed", "95/5, " + loader + " loader", 16);
    }

    /** Returns a table without contestants that were not measured. */
    private static String table(String head, Function<String, List<String>> cells) {
        String rule = head.replaceAll("[^|]+", "---") + "\n";
        return head + "\n" + rule
                + CONTESTANTS.stream()
                        .map(id -> new Row(id, cells.apply(id)))
                        .filter(row -> !row.cells().stream().allMatch(String::isEmpty))
                        .map(row -> "| `" + row.id() + "` | " + String.join(" | ", row.cells()) + " |\n")
                        .collect(Collectors.joining());
    }

    private record Row(String id, List<String> cells) {}

    private static String ratio(Lookup at, String id) {
        double ratio = at.ratio(id);
        return Double.isFinite(ratio) ? Text.ratio(ratio) + (at.quick() ? " (quick)" : "") : "";
    }

    private static String percent(Lookup at, String id) {
        double percent = at.value(id, Plots::stalePercent);
        return Double.isFinite(percent) ? Text.share(percent) + " %" : "";
    }

    private static String number(double number) {
        return Double.isFinite(number) ? Text.figure(number) : "";
    }

    private String environment() {
        return results.environment().entrySet().stream()
                .map(entry -> "| " + entry.getKey() + " | " + entry.getValue() + " |\n")
                .collect(Collectors.joining("", "| | |\n|---|---|\n", ""));
    }
}
