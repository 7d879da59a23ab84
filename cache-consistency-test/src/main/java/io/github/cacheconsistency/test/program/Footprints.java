package io.github.cacheconsistency.test.program;

import io.github.cacheconsistency.test.explore.Footprint.Use;
import io.github.cacheconsistency.test.gate.Access;
import io.github.cacheconsistency.test.gate.Operation;
import io.github.cacheconsistency.test.race.Step;
import java.util.Set;

/**
 * What one command touches. Too much is sound, too little is not; what is not understood touches everything. A command
 * that failed touches everything as well: what the service then does in its memory nobody knows.
 */
final class Footprints {

    /** The committed rows of all tables. */
    private static final String DATABASE = "database";

    private static final Set<String> TOUCHING_NOTHING =
            Set.of("PING", "ECHO", "INFO", "TIME", "SCRIPTLOAD", "SCRIPTEXISTS", "PUBLISH");

    /** Their argument is a pattern, not a key. */
    private static final Set<String> MANY_KEYS = Set.of("SCAN", "KEYS", "FLUSHDB", "FLUSHALL", "RANDOMKEY", "DBSIZE");

    private final SqlText.Known texts;
    private final RowLocks locks;

    Footprints(SqlText.Known texts, RowLocks locks) {
        this.texts = texts;
        this.locks = locks;
    }

    /** @param step of {@code task}; its locks are still known as they were before */
    void add(String task, Step step, Touched touched) {
        if (step.failure() != null && !isRefusedProbe(step.operation())) {
            touched.everything();
            return;
        }
        switch (step.operation().store()) {
            case REDIS -> redis(step.operation(), touched);
            case DATABASE -> database(task, step.operation(), touched);
            // Which wait ends, and what time brings with it, depends on everything.
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
        // A GET that finds nothing and a GET commute, a script counts as a change of each of its keys.
        touched.touch(Touched.ALL_KEYS, Use.READ);
        Use use = operation.access() == Access.READ ? Use.READ : Use.WRITE;
        operation.keys().forEach(key -> touched.touch(key(key), use));
    }

    private void database(String task, Operation operation, Touched touched) {
        if (operation.name().equals("COMMIT") || operation.name().equals("ROLLBACK")) {
            // Ends the transaction's locks, which probes and waiting writers notice.
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
            // Also the first query of a transaction: it takes the snapshot, which depends on the COMMITs before it.
            // Later
            // ones see no newer COMMIT, but to say so would need the isolation level.
            case PLAIN_QUERY -> touched.touch(DATABASE, Use.READ);
            case PROBE -> lock(sql, Use.READ, touched);
            case LOCKING -> {
                // Reads the newest committed row; whoever committed one held the lock of this table, and ended it.
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

    /** A task stands before {@code operation} because others hold the lock: that is what it has seen. */
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
