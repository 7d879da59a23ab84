package io.github.cacheconsistency.benchmarks.report;

import io.github.cacheconsistency.benchmarks.contestant.Contestant;
import io.github.cacheconsistency.benchmarks.contestant.Contestants;
import io.github.cacheconsistency.benchmarks.workload.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The targets of the strategies, as ratios of the same run, with their verdicts. Without added latency. */
final class Targets {

    /** The strategies that fill under a lease; only they promise that a key is loaded once. */
    private static final List<String> LEASED = List.of("versioned-write", "lease", "row-lock-lease");

    private static final String CACHE_ASIDE = "cache-aside";
    private static final String ROW_LOCK_LEASE = "row-lock-lease";
    private static final String LEASE_PROGRAMMATIC = "lease" + Contestants.PROGRAMMATIC;

    private static final Map<Integer, Double> HITS = Map.of(1, .95, 8, 1.0, 64, 2.0, 256, 2.0);

    private final Lookups results;
    private final List<Target> targets = new ArrayList<>();

    private Targets(Results results) {
        this.results = new Lookups(results);
    }

    /** Returns the targets that the results contain measurements for. */
    static List<Target> of(Results results) {
        Targets targets = new Targets(results);
        targets.hits();
        targets.misses();
        targets.writes();
        targets.mixed();
        targets.herd();
        targets.sessions();
        targets.growth();
        return targets.targets;
    }

    private void hits() {
        for (int threads : HITS.keySet().stream().sorted().toList()) {
            Lookup at = results.at("hit", "", threads);
            double least = HITS.getOrDefault(threads, 1.0);
            String name = "hit, " + threads(threads) + ", every strategy, ";
            slowest(at, name + "`ConsistentCache`", Contestants.PROGRAMMATIC_IDS, least, Contestant.RAW);
            slowest(at, name + "annotations", Contestants.STRATEGIES, least, Contestant.RAW);
            at.fastest(Contestants.PEERS)
                    .ifPresent(peer ->
                            slowest(at, name + "annotations, against the best peer", Contestants.STRATEGIES, 1, peer));
        }
    }

    private void misses() {
        Lookup at = results.at("miss", "", 16);
        atLeast(at, "miss and fill, 16 threads, `lease`", "lease", .95, Contestant.RAW);
        atLeast(at, "miss and fill, 16 threads, `row-lock-lease`", ROW_LOCK_LEASE, .75, Contestant.RAW);
    }

    private void writes() {
        for (int threads : List.of(1, 16)) {
            Lookup at = results.at("write", "", threads);
            String name = "write, " + threads(threads) + ", ";
            atLeast(at, name + "`row-lock-lease`", ROW_LOCK_LEASE, .95, CACHE_ASIDE);
            for (String id : Contestants.OUTBOX_IDS) {
                atLeast(at, name + '`' + id + '`', id, .8, CACHE_ASIDE);
            }
        }
    }

    private void mixed() {
        for (String variant : List.of("95/5, fast loader", "95/5, slow loader")) {
            Lookup at = results.at("mixed", variant, 16);
            String name = "mixed " + variant + ", `row-lock-lease`";
            atLeast(at, name, ROW_LOCK_LEASE, .95, CACHE_ASIDE);
            atLeast(at, name + " against the lock", ROW_LOCK_LEASE, 5, "distributed-lock");
            exactly(name + ", stale reads", at.figure(ROW_LOCK_LEASE, Figures.STALE_READS), 0);
            exactly(name + ", keys that stay wrong", at.figure(ROW_LOCK_LEASE, Figures.DIFFERING_KEYS), 0);
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
            atLeast(at, name, strategy, .95, Contestant.RAW);
        }
    }

    private void sessions() {
        for (int sessions : List.of(1, 10, 100, 200)) {
            exactly(
                    "sessions, " + sessions + ", `row-lock-lease`, stale reads",
                    results.at("sessions", "", sessions).figure(ROW_LOCK_LEASE, Figures.STALE_READS),
                    0);
        }
    }

    private void growth() {
        for (String id : List.of(CACHE_ASIDE, "lease", LEASE_PROGRAMMATIC)) {
            growth(
                    "1,000,000 keys",
                    id,
                    results.at("keys", "1 keys", 8),
                    results.at("keys", "1000000 keys", 8),
                    "1 key");
        }
        for (String id : List.of(CACHE_ASIDE + Contestants.PROGRAMMATIC, LEASE_PROGRAMMATIC)) {
            growth(
                    "1,000 caches",
                    id,
                    results.at("caches", "1 caches", 8),
                    results.at("caches", "1000 caches", 8),
                    "1 cache");
        }
    }

    /** Compares ratios to the raw client, because the growth of the raw client itself is not caused by the library. */
    private void growth(String size, String id, Lookup few, Lookup many, String least) {
        double growth = many.ratio(id) / few.ratio(id);
        if (Double.isFinite(growth)) {
            targets.add(new Target(
                    "hit, 8 threads, " + size + ", `" + id + "`",
                    "at least 0.95 x its ratio to raw with " + least,
                    Text.ratio(growth),
                    few.quick() || many.quick() ? Verdict.NOT_JUDGED : Verdict.of(growth >= .95)));
        }
    }

    private static String threads(int threads) {
        return threads + (threads == 1 ? " thread" : " threads");
    }

    private void slowest(Lookup at, String name, List<String> contestants, double least, String comparedWith) {
        at.slowest(contestants).ifPresent(slowest -> {
            double measured = at.ratio(slowest) / at.ratio(comparedWith);
            add(at, name, measured, " (`" + slowest + "`)", least, comparedWith);
        });
    }

    private void atLeast(Lookup at, String name, String contestant, double least, String comparedWith) {
        add(at, name, at.ratio(contestant) / at.ratio(comparedWith), "", least, comparedWith);
    }

    private void add(Lookup at, String name, double measured, String who, double least, String comparedWith) {
        if (Double.isFinite(measured)) {
            targets.add(new Target(
                    name,
                    "at least " + Text.ratio(least) + " x `" + comparedWith + '`',
                    Text.ratio(measured) + who,
                    at.quick() ? Verdict.NOT_JUDGED : Verdict.of(measured >= least)));
        }
    }

    /** Counts are exact with any number of rounds. */
    private void exactly(String name, double measured, double expected) {
        if (Double.isFinite(measured)) {
            targets.add(new Target(
                    name, "exactly " + Text.count(expected), Text.exact(measured), Verdict.of(measured == expected)));
        }
    }
}
