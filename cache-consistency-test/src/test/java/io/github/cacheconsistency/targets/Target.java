package io.github.cacheconsistency.targets;

/** The targets, in the order of the table. */
public enum Target {
    INTERLEAVINGS("1. 10,000 interleavings of R01 on a real Redis and a real database in under 15 s"),
    EXHAUSTED("2. 2 readers, 2 writers and one expiry exhausted for every strategy on real servers"),
    COUNTEREXAMPLE("2. The first counterexample of each weak strategy within 100 ms (p95)"),
    STALE_FILL("2. The stale fill of the stock `RedisCacheManager` within 100 ms of exploration"),
    REPLAY("3. Replayed 1,000 of 1,000 times the same"),
    MUTANTS("4. All seeded mutants killed in 60 s"),
    CHECKER("4. The history checker decides at least 20 million operations/s"),
    FIRST_VERDICT("5. The first verdict for a new user within 60 s of adding the dependency");

    private final String words;

    Target(String words) {
        this.words = words;
    }

    /** The target in words, as in the table. */
    String words() {
        return words;
    }
}
