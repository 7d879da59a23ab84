package io.github.cacheconsistency.test.program;

import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The table and the row locks of a SQL text. Only texts about one table are understood; all others may touch and lock
 * everything.
 *
 * @param kind what it does to row locks
 * @param table the table, in lower case; empty if the text is not understood
 * @param waits whether it waits for row locks of other transactions
 */
record SqlText(Kind kind, Optional<String> table, boolean waits) {

    enum Kind {
        /** A query that neither takes row locks nor waits for any. */
        PLAIN_QUERY,
        /** A locking read in shared mode that does not wait. */
        PROBE,
        /** Takes row locks, which it keeps until the transaction ends. */
        LOCKING,
        /** Not understood. */
        OTHER
    }

    private static final String NAME = "([`\"\\w.$]+)";
    private static final Pattern CHANGE = Pattern.compile(
            "^(?:UPDATE(?: IGNORE| LOW_PRIORITY)* |INSERT(?: IGNORE)? INTO |REPLACE INTO |DELETE FROM )" + NAME
                    + "(.*)$",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern QUERY =
            Pattern.compile("^SELECT .*? FROM " + NAME + "(.*)$", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern LOCKS =
            Pattern.compile("FOR UPDATE|FOR SHARE|LOCK IN SHARE MODE|FOR NO KEY UPDATE", Pattern.CASE_INSENSITIVE);
    private static final Pattern DOES_NOT_WAIT = Pattern.compile("NOWAIT|SKIP LOCKED", Pattern.CASE_INSENSITIVE);
    /** Matches texts with more than one table: a join, a subquery, an INSERT .. SELECT. */
    private static final Pattern MORE_TABLES =
            Pattern.compile("\\b(?:JOIN|SELECT|FROM|USING)\\b|^ ?(?:AS )?\\w* ?,", Pattern.CASE_INSENSITIVE);

    /** A cache of parsed texts; a service has few. Thread-safe. */
    static final class Known {

        private static final int MOST = 1_000;

        private final ConcurrentMap<String, SqlText> texts = new ConcurrentHashMap<>();

        SqlText of(String text) {
            SqlText known = texts.get(text);
            if (known == null) {
                known = parse(text);
                if (texts.size() < MOST) {
                    texts.put(text, known);
                }
            }
            return known;
        }
    }

    private static SqlText parse(String text) {
        boolean waits = !DOES_NOT_WAIT.matcher(text).find();
        Matcher change = CHANGE.matcher(text);
        if (change.find()) {
            return new SqlText(Kind.LOCKING, table(change), true);
        }
        if (!text.regionMatches(true, 0, "SELECT", 0, "SELECT".length())) {
            return new SqlText(Kind.OTHER, Optional.empty(), true);
        }
        if (!LOCKS.matcher(text).find()) {
            return new SqlText(Kind.PLAIN_QUERY, Optional.empty(), false);
        }
        Matcher query = QUERY.matcher(text);
        Optional<String> table = query.find() ? table(query) : Optional.empty();
        boolean update = text.toUpperCase(Locale.ROOT).contains("UPDATE");
        return new SqlText(!waits && !update ? Kind.PROBE : Kind.LOCKING, table, waits);
    }

    private static Optional<String> table(Matcher matcher) {
        if (MORE_TABLES.matcher(matcher.group(2)).find()) {
            return Optional.empty();
        }
        String name = matcher.group(1).replaceAll("[`\"]", "").toLowerCase(Locale.ROOT);
        // The schema is optional, so only the last part of the name counts.
        return Optional.of(name.substring(name.lastIndexOf('.') + 1));
    }
}
