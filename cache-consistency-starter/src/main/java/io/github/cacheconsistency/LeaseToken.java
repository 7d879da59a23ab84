package io.github.cacheconsistency;

/**
 * Names one lease of one reader. Unique over all nodes and restarts.
 *
 * @param value printable ASCII without spaces
 */
public record LeaseToken(String value) {}
