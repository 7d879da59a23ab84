/** Asks the database whether a row is locked, for the strategy {@code row-lock-lease}. */
@NullMarked
package io.github.cacheconsistency.internal.rowlock;

import org.jspecify.annotations.NullMarked;
