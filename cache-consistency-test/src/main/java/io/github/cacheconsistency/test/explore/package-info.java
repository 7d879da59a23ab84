/**
 * Every interleaving of a few tasks, one after the other: which orders of steps there are, which of them are the same, and
 * which one shows a broken promise with the fewest preemptions. Knows nothing of Redis or databases: a {@link
 * io.github.cacheconsistency.test.explore.Program} does.
 */
@NullMarked
package io.github.cacheconsistency.test.explore;

import org.jspecify.annotations.NullMarked;
