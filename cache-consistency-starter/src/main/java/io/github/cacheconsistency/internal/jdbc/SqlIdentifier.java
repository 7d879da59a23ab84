package io.github.cacheconsistency.internal.jdbc;

import java.util.regex.Pattern;

/**
 * The name of a table or column that was read from a property. Only plain characters are accepted, so that the quoted name
 * cannot contain an injection.
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

    /** Returns the name, enclosed in {@code quote}. */
    public String quoted(String quote) {
        return quote + name + quote;
    }
}
