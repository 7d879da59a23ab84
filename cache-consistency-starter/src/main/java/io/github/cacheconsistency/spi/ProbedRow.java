package io.github.cacheconsistency.spi;

/**
 * A row that a cached value is derived from, addressed by one indexed column.
 *
 * @param table the table, with or without its schema; letters, digits, {@code _} and {@code $} only
 * @param column an indexed column of that table; the same characters
 * @param value the value of that column; bound as a parameter
 */
public record ProbedRow(String table, String column, Object value) {}
