/** Loads from the database while they run: how many may, and how their leases are renewed. */
@NullMarked
package io.github.cacheconsistency.internal.load;

import org.jspecify.annotations.NullMarked;
