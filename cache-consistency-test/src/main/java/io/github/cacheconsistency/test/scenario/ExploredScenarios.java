package io.github.cacheconsistency.test.scenario;

import io.github.cacheconsistency.test.program.RaceScope;
import io.github.cacheconsistency.test.program.Target;
import io.github.cacheconsistency.test.program.Writing;
import java.time.Duration;
import java.util.List;

/** The scenarios that can be explored: those that need no special snapshot, annotation or restart. */
public final class ExploredScenarios {

    /** Longer than the default delay of a delayed delete. */
    private static final Duration PAST_DELAYED_DELETES = Duration.ofSeconds(1);

    /** R01: a stale fill at expiry. */
    public static final ExploredScenario STALE_FILL_AT_EXPIRY = new ExploredScenario(
            "R01",
            "Two readers and a writer of a cached entry, which may expire at any moment.",
            RaceScope.of(2, 1).withCachedAtStart().withExpiries(1));

    /** R02: a read between COMMIT and delete. */
    public static final ExploredScenario READ_BETWEEN_COMMIT_AND_DELETE = new ExploredScenario(
            "R02",
            "Two readers and a writer of a cached entry.",
            RaceScope.of(2, 1).withCachedAtStart());

    /** R03: a read before COMMIT. */
    public static final ExploredScenario READ_BEFORE_COMMIT =
            new ExploredScenario("R03", "Two readers and a writer of an entry that is not cached.", RaceScope.of(2, 1));

    /** R04: the double delete outrun. */
    public static final ExploredScenario DOUBLE_DELETE_OUTRUN = new ExploredScenario(
            "R04",
            "Two readers and a writer; at any moment time may advance past the delayed delete.",
            RaceScope.of(2, 1).withTimePassing(PAST_DELAYED_DELETES));

    /** R08: an eviction at the worst moment. */
    public static final ExploredScenario EVICTION_AT_THE_WORST_MOMENT = new ExploredScenario(
            "R08",
            "Two readers and a writer; Redis may evict everything, leases too, at any moment.",
            RaceScope.of(2, 1).withEvictions(1));

    /** R12: crossed writers. */
    public static final ExploredScenario CROSSED_WRITERS = new ExploredScenario(
            "R12",
            "Two readers and two writers; the entry may expire at any moment.",
            RaceScope.of(2, 2).withExpiries(1));

    /** R13: the writer dies. */
    public static final ExploredScenario WRITER_DIES = new ExploredScenario(
            "R13",
            "Two readers and a writer, whose process may die before any of its steps.",
            RaceScope.of(2, 1).withDeathOf("writer-1"));

    /** R14: Redis unreachable. */
    public static final ExploredScenario REDIS_UNREACHABLE = new ExploredScenario(
            "R14",
            "Two readers and a writer; any one Redis command may be refused.",
            RaceScope.of(2, 1).withRedisRefused());

    /** R15: the outcome of a commit is unknown. */
    public static final ExploredScenario UNKNOWN_OUTCOME = new ExploredScenario(
            "R15",
            "Two readers and a writer; the reply to its COMMIT may be lost.",
            RaceScope.of(2, 1).withCommitReplyLost());

    /** R15: a rollback. */
    public static final ExploredScenario ROLLBACK = new ExploredScenario(
            "R15 rolled back",
            "Two readers of an entry, and a writer that rolls back.",
            RaceScope.of(2, 0).withWriter(Writing.ROLLED_BACK));

    /** R18: null and insert. */
    public static final ExploredScenario NULL_AND_INSERT = new ExploredScenario(
            "R18",
            "Two readers of an entry that does not exist, and a writer that creates it.",
            RaceScope.of(2, 0).withWriter(Writing.INSERT));

    /** R20: the lease holder dies. */
    public static final ExploredScenario LEASE_HOLDER_DIES = new ExploredScenario(
            "R20",
            "Two readers, one of which may die before any of its steps, and a writer.",
            RaceScope.of(2, 1).withDeathOf("reader-1"));

    /** R23: two keys of one transaction. */
    public static final ExploredScenario TWO_KEYS = new ExploredScenario(
            "R23 two keys",
            "A reader of each of two entries, and a writer that changes both in one transaction.",
            RaceScope.EMPTY.withReader(Target.FIRST).withReader(Target.SECOND).withWriter(Writing.WRITE_BOTH));

    /** R23: the whole cache is cleared. */
    public static final ExploredScenario CLEAR = new ExploredScenario(
            "R23 clear",
            "Two readers, and a writer that changes the row without the cache and then clears the cache.",
            RaceScope.of(2, 0).withWriter(Writing.WRITE_AND_CLEAR));

    private ExploredScenarios() {}

    /** All of them, in the order of their numbers. */
    public static List<ExploredScenario> all() {
        return List.of(
                STALE_FILL_AT_EXPIRY,
                READ_BETWEEN_COMMIT_AND_DELETE,
                READ_BEFORE_COMMIT,
                DOUBLE_DELETE_OUTRUN,
                EVICTION_AT_THE_WORST_MOMENT,
                CROSSED_WRITERS,
                WRITER_DIES,
                REDIS_UNREACHABLE,
                UNKNOWN_OUTCOME,
                ROLLBACK,
                NULL_AND_INSERT,
                LEASE_HOLDER_DIES,
                TWO_KEYS,
                CLEAR);
    }
}
