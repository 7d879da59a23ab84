/** Durable invalidations in a table of the application's own database. Implementation, not API. */
@NullMarked
package io.github.cacheconsistency.outbox;

import org.jspecify.annotations.NullMarked;
