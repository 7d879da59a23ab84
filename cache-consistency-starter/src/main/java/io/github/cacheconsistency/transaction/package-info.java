/** Ties writes to the caller's transaction. Implementation, not API. */
@NullMarked
package io.github.cacheconsistency.transaction;

import org.jspecify.annotations.NullMarked;
