package io.github.cacheconsistency.test.gate;

import java.util.Locale;
import java.util.Set;

/** Turns SQL texts into operations. */
final class SqlOperations {

    static final Operation COMMIT = Operation.sql("COMMIT", Access.WRITE, "").committing();
    static final Operation ROLLBACK = Operation.sql("ROLLBACK", Access.WRITE, "");

    private static final Set<String> READS = Set.of("SELECT", "SHOW", "EXPLAIN", "DESCRIBE", "VALUES", "WITH");

    private SqlOperations() {}

    static Operation of(String sql, boolean autoCommit) {
        String text = sql.strip().replaceAll("\\s+", " ");
        String name = text.split("[ (;]", 2)[0].toUpperCase(Locale.ROOT);
        Access access = READS.contains(name) ? Access.READ : Access.WRITE;
        Operation operation = Operation.sql(name, access, text);
        boolean commits = access == Access.WRITE && autoCommit || name.equals("COMMIT");
        return commits ? operation.committing() : operation;
    }
}
