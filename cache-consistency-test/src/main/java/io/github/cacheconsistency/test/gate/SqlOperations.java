package io.github.cacheconsistency.test.gate;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Converts SQL texts to operations. */
final class SqlOperations {

    static final Operation COMMIT = Operation.sql("COMMIT", Access.WRITE, "").committing();
    static final Operation ROLLBACK = Operation.sql("ROLLBACK", Access.WRITE, "");

    private static final Set<String> READS = Set.of("SELECT", "SHOW", "EXPLAIN", "DESCRIBE", "VALUES", "WITH");

    /** A locking read that does not wait: it checks whether a row is being written, and loads nothing. */
    private static final Pattern PROBE =
            Pattern.compile("(FOR SHARE|LOCK IN SHARE MODE) NOWAIT$", Pattern.CASE_INSENSITIVE);

    /** A read that locks rows; a replica cannot answer it. */
    private static final Pattern LOCKING =
            Pattern.compile("FOR (SHARE|UPDATE)|LOCK IN SHARE MODE", Pattern.CASE_INSENSITIVE);

    private static final Pattern SPACE = Pattern.compile("\\s+");
    /** Matches white space that has to be normalized. Most texts need no normalization, and texts are parsed often. */
    private static final Pattern UNEVEN = Pattern.compile("\\s{2}|[^\\S ]");

    private static final Pattern WORD_END = Pattern.compile("[ (;]");

    private SqlOperations() {}

    /** Whether {@code sql} only reads, and locks nothing. */
    static boolean isPlainQuery(String sql) {
        return of(sql, true).access() == Access.READ && !LOCKING.matcher(sql).find();
    }

    static Operation of(String sql, boolean autoCommit) {
        String text = UNEVEN.matcher(sql).find() ? SPACE.matcher(sql.strip()).replaceAll(" ") : sql.strip();
        String name = WORD_END.split(text, 2)[0].toUpperCase(Locale.ROOT);
        Access access = READS.contains(name) ? Access.READ : Access.WRITE;
        if (PROBE.matcher(text).find()) {
            return Operation.sql("PROBE", access, text);
        }
        Operation operation = Operation.sql(name, access, text);
        boolean commits = access == Access.WRITE && autoCommit || name.equals("COMMIT");
        return commits ? operation.committing() : operation;
    }
}
