package io.github.cacheconsistency.test.program;

import io.github.cacheconsistency.test.explore.Footprint.Use;
import io.github.cacheconsistency.test.gate.Access;
import io.github.cacheconsistency.test.gate.Operation;
import io.github.cacheconsistency.test.race.Step;
import java.util.Set;

/**
 * The footprints of commands. A footprint that is too large is sound, one that is too small is not; so a command that
 * is not understood touches everything. A command that failed touches everything as well, because the kit cannot see
 * how the service handles the failure in its memory.
 */
final class Footprints {

    /** The committed rows of all tables. */
    private static final String DATABASE = "database";

    private static final Set<String> TOUCHING_NOTHING =
            Set.of("PING", "ECHO", "INFO", "TIME", "SCRIPTLOAD", "SCRIPTEXISTS", "PUBLISH");

    /** Commands whose argument is a pattern, or that have none; they concern many keys. */
    private static final Set<String> MANY_KEYS = Set.of("SCAN", "KEYS", "FLUSHDB", "FLUSHALL", "RANDOMKEY", "DBSIZE");

    private final SqlText.Known texts;
    private final RowLocks locks;

    Footprints(SqlText.Known texts, RowLocks locks) {
        this.texts = texts;
        this.locks = locks;
    }

    /** @param step a step of {@code task}; {@link RowLocks} must not know it yet */
    void add(String task, Step step, Touched touched) {
        if (step.failure() != null && !isRefusedProbe(step.operation())) {
            touched.everything();
            return;
        }
        switch (step.operation().store()) {
            case REDIS -> redis(step.operation(), touched);
            case DATABASE -> database(task, step.operation(), touched);
            // Which wait ends, and what becomes due as time advances, depends on everything.
            case TIME -> touched.everything();
        }
    }

    private static boolean isRefusedProbe(Operation operation) {
        return operation.name().equals("PROBE");
    }

    private void redis(Operation operation, Touched touched) {
        if (TOUCHING_NOTHING.contains(operation.name())) {
            return;
        }
        if (operation.keys().isEmpty() || MANY_KEYS.contains(operation.name())) {
            touched.everything();
            return;
        }
        // Two GETs of a key commute, also on a miss; a script counts as a change of each of its keys.
        touched.touch(Touched.ALL_KEYS, Use.READ);
        Use use = operation.access() == Access.READ ? Use.READ : Use.WRITE;
        operation.keys().forEach(key -> touched.touch(key(key), use));
    }

    private void database(String task, Operation operation, Touched touched) {
        if (operation.name().equals("COMMIT") || operation.name().equals("ROLLBACK")) {
            // Releases the transaction's row locks, which changes the result of probes and enables waiting writers.
            releaseLocks(task, touched);
            if (operation.commits()) {
                committed(touched);
            }
            return;
        }
        if (operation.keys().isEmpty()) {
            touched.everything();
            return;
        }
        SqlText sql = texts.of(operation.keys().get(0));
        switch (sql.kind()) {
            // The first query of a transaction takes the snapshot, which depends on the COMMITs before it. Later
            // queries
            // do not depend on newer COMMITs, but using that would require knowing the isolation level.
            case PLAIN_QUERY -> touched.touch(DATABASE, Use.READ);
            case PROBE -> lock(sql, Use.READ, touched);
            case LOCKING -> {
                // Reads the latest committed row; the transaction that committed it held the lock of this table.
                lock(sql, Use.WRITE, touched);
                if (operation.access() == Access.READ) {
                    touched.touch(DATABASE, Use.READ);
                }
            }
            case OTHER -> touched.everything();
        }
        if (operation.commits()) {
            committed(touched);
        }
    }

    private void releaseLocks(String task, Touched touched) {
        for (String table : locks.of(task)) {
            if (RowLocks.isAny(table)) {
                touched.everything();
            } else {
                touched.touch(lock(table), Use.WRITE);
            }
        }
    }

    private static void lock(SqlText sql, Use use, Touched touched) {
        sql.table().ifPresentOrElse(table -> touched.touch(lock(table), use), touched::everything);
    }

    private static void committed(Touched touched) {
        touched.touch(DATABASE, Use.WRITE);
        touched.touch(Touched.HISTORY, Use.ADD);
        touched.touch(Touched.COMMITS, Use.READ);
    }

    /**
     * Called when a task cannot take {@code operation} because another task holds the row lock: it has read the lock.
     */
    void addBlocked(Operation operation, Touched touched) {
        lock(texts.of(operation.keys().get(0)), Use.READ, touched);
    }

    static String key(String key) {
        return "key:" + key;
    }

    private static String lock(String table) {
        return "lock:" + table;
    }
}
