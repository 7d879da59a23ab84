package io.github.cacheconsistency.test.program;

import io.github.cacheconsistency.test.gate.Operation;
import io.github.cacheconsistency.test.gate.Store;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The row locks that tasks hold, derived from their statements. A task whose statement would wait for a lock of another
 * task is not released, because the driver would wait with it. Locks are tracked by table, not by row: the parameters
 * of a statement do not determine which index records InnoDB locks, and it locks gaps as well. For one thread.
 */
final class RowLocks {

    /** A statement that is not understood may have locked rows of any table. */
    private static final String ANY_TABLE = "*";

    private final SqlText.Known texts;
    private final Map<String, Set<String>> held = new HashMap<>();

    RowLocks(SqlText.Known texts) {
        this.texts = texts;
    }

    /** Whether {@code operation} of {@code task} would wait for a lock that another task holds. */
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

    /** Called after {@code task} has executed {@code operation}. */
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

    /** Called when the read or write of {@code task} has ended, and with it its transactions. */
    void ended(String task) {
        held.remove(task);
    }

    /** The tables in which {@code task} holds locks; {@code *} stands for any table. */
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
