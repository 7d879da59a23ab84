package io.github.cacheconsistency.benchmarks.report;

import io.github.cacheconsistency.benchmarks.contestant.Contestants;
import io.github.cacheconsistency.benchmarks.workload.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the strategies are to reach, as ratios of the same run, and whether they do. Without added latency. */
final class Targets {

    /** The strategies that fill under a lease: only they promise that a key is loaded once. */
    private static final List<String> LEASED = List.of("versioned-write", "lease", "row-lock-lease");

    private static final Map<Integer, Double> HITS = Map.of(1, .95, 8, 1.0, 64, 2.0, 256, 2.0);

    private final Lookups results;
    private final List<Target> targets = new ArrayList<>();

    private Targets(Results results) {
        this.results = new Lookups(results);
    }

    /** Those that the results tell something about. */
    static List<Target> of(Results results) {
        Targets targets = new Targets(results);
        targets.hits();
        targets.misses();
        targets.writes();
        targets.mixed();
        targets.herd();
        return targets.targets;
    }

    private void hits() {
        for (int threads : HITS.keySet().stream().sorted().toList()) {
            Lookup at = results.at("hit", "", threads);
            double least = HITS.getOrDefault(threads, 1.0);
            String name = "hit, " + threads + (threads == 1 ? " thread" : " threads");
            add(name + ", every strategy, `ConsistentCache`", at.lowest(Contestants.PROGRAMMATIC_IDS), least, "raw");
            add(name + ", every strategy, annotations", at.lowest(Contestants.STRATEGIES), least, "raw");
            double peers = at.highest(Contestants.PEERS);
            add(
                    name + ", every strategy against the best peer, annotations",
                    at.lowest(Contestants.STRATEGIES) / peers,
                    1,
                    "best peer");
        }
    }

    private void misses() {
        Lookup at = results.at("miss", "", 16);
        add("miss and fill, 16 threads, `lease`", at.ratio("lease"), .95, "raw");
        add("miss and fill, 16 threads, `row-lock-lease`", at.ratio("row-lock-lease"), .75, "raw");
    }

    private void writes() {
        for (int threads : List.of(1, 16)) {
            Lookup at = results.at("write", "", threads);
            String name = "write, " + threads + (threads == 1 ? " thread" : " threads");
            double aside = at.ratio("cache-aside");
            add(name + ", `row-lock-lease`", at.ratio("row-lock-lease") / aside, .95, "cache-aside");
            for (String strategy : List.of("lease", "row-lock-lease")) {
                String id = strategy + Contestants.WITH_OUTBOX;
                add(name + ", `" + id + "`", at.ratio(id) / aside, .8, "cache-aside");
            }
        }
    }

    private void mixed() {
        for (String variant : List.of("95/5, fast loader", "95/5, slow loader")) {
            Lookup at = results.at("mixed", variant, 16);
            String name = "mixed " + variant + ", `row-lock-lease`";
            double ratio = at.ratio("row-lock-lease");
            add(name, ratio / at.ratio("cache-aside"), .95, "cache-aside");
            add(name, ratio / at.ratio("distributed-lock"), 5, "distributed lock");
            exactly(name + ", stale reads", at.figure("row-lock-lease", Figures.STALE_READS), 0);
            exactly(name + ", keys that stay wrong", at.figure("row-lock-lease", Figures.DIFFERING_KEYS), 0);
        }
    }

    private void herd() {
        Lookup at = results.at("herd", "2 JVMs", 200);
        for (String strategy : LEASED) {
            String name = "herd, 200 threads on 2 JVMs, `" + strategy + "`";
            exactly(
                    name + ", loads per expiry",
                    at.figure(strategy, Figures.LOADS) / at.figure(strategy, Figures.EXPIRIES),
                    1);
            add(name, at.ratio(strategy), .95, "raw");
        }
    }

    private void add(String name, double measured, double least, String comparedWith) {
        if (Double.isFinite(measured)) {
            targets.add(new Target(
                    name,
                    "at least " + Text.ratio(least) + " x " + comparedWith,
                    Text.ratio(measured),
                    measured >= least));
        }
    }

    private void exactly(String name, double measured, double expected) {
        if (Double.isFinite(measured)) {
            targets.add(
                    new Target(name, "exactly " + Text.count(expected), Text.figure(measured), measured == expected));
        }
    }
}
