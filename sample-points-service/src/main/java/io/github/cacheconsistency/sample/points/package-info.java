/**
 * A service for the points of users, on the programmatic API: reads and writes of a balance go through one
 * {@code ConsistentCache}. How that cache is kept consistent is a property.
 */
@NullMarked
package io.github.cacheconsistency.sample.points;

import org.jspecify.annotations.NullMarked;
