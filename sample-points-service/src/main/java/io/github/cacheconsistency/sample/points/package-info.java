/**
 * A service for the points of users that uses the programmatic API: all reads and writes of a balance go through one
 * {@code ConsistentCache}. A property selects the strategy that keeps the cache consistent.
 */
@NullMarked
package io.github.cacheconsistency.sample.points;

import org.jspecify.annotations.NullMarked;
