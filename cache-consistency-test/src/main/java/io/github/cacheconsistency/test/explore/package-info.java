/**
 * Systematic exploration of the interleavings of a few tasks: enumerates the orders of their steps, prunes equivalent
 * ones, and finds the counterexample with the fewest preemptions. Independent of Redis and databases, which are behind
 * {@link io.github.cacheconsistency.test.explore.Program}.
 */
@NullMarked
package io.github.cacheconsistency.test.explore;

import org.jspecify.annotations.NullMarked;
