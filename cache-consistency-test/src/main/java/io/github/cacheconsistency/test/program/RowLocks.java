package io.github.cacheconsistency.test.program;

import io.github.cacheconsistency.test.gate.Operation;
import io.github.cacheconsistency.test.gate.Store;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which tasks hold row locks, as far as their statements tell: a task whose statement would wait for a lock of another one
 * is not let go, because the driver would hang in the database with it. By table, not by row: a bound parameter says
 * nothing of which index InnoDB locks, and gaps and neighbours are locked as well. For one thread.
 */
final class RowLocks {

    /** A statement that is not understood may have locked rows of any table. */
    private static final String ANY_TABLE = "*";

    private final SqlText.Known texts;
    private final Map<String, Set<String>> held = new HashMap<>();

    RowLocks(SqlText.Known texts) {
        this.texts = texts;
    }

    /** Whether {@code operation} of {@code task} has to wait for a lock that another task holds. */
    boolean isBlocked(String task, Operation operation) {
        if (!isStatement(operation)) {
            return false;
        }
        SqlText sql = texts.of(operation.keys().get(0));
        if (sql.kind() == SqlText.Kind.PLAIN_QUERY || sql.kind() == SqlText.Kind.PROBE || !sql.waits()) {
            return false;
        }
        String table = sql.table().orElse(ANY_TABLE);
        return held.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(task))
                .flatMap(entry -> entry.getValue().stream())
                .anyMatch(other -> table.equals(ANY_TABLE) || other.equals(ANY_TABLE) || other.equals(table));
    }

    /** {@code task} has executed {@code operation}. */
    void executed(String task, Operation operation) {
        if (operation.name().equals("COMMIT") || operation.name().equals("ROLLBACK")) {
            held.remove(task);
        } else if (isStatement(operation) && !operation.commits()) {
            SqlText sql = texts.of(operation.keys().get(0));
            if (sql.kind() == SqlText.Kind.LOCKING || sql.kind() == SqlText.Kind.OTHER) {
                held.computeIfAbsent(task, unknown -> new HashSet<>())
                        .add(sql.table().orElse(ANY_TABLE));
            }
        }
    }

    /** The read or write of {@code task} has ended, and its transactions with it. */
    void ended(String task) {
        held.remove(task);
    }

    /** The tables whose locks {@code task} holds; {@code *} among them means any. */
    Set<String> of(String task) {
        return Set.copyOf(held.getOrDefault(task, Set.of()));
    }

    static boolean isAny(String table) {
        return table.equals(ANY_TABLE);
    }

    private static boolean isStatement(Operation operation) {
        return operation.store() == Store.DATABASE && !operation.keys().isEmpty();
    }
}
