/** Loads from the database while they run: limits, and the renewal of their leases. */
@NullMarked
package io.github.cacheconsistency.internal.load;

import org.jspecify.annotations.NullMarked;
