package io.github.cacheconsistency.internal.jdbc;

import java.util.regex.Pattern;

/**
 * The name of a table or column that came from a property. Only plain characters are accepted, so that it can be quoted
 * without a way out of the quotes.
 *
 * @param name the unquoted name
 */
public record SqlIdentifier(String name) {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_$]{1,64}");

    public SqlIdentifier {
        if (!PLAIN.matcher(name).matches()) {
            throw new IllegalArgumentException("Expected the name of a table or column made of letters, digits, _ and $"
                    + " (at most 64), found '" + name + "'. Name it as the database does, without quotes.");
        }
    }

    /** The name between two {@code quote}s. */
    public String quoted(String quote) {
        return quote + name + quote;
    }
}
