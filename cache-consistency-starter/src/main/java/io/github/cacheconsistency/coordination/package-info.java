/**
 * The read path and the write path that all strategies share: single-flight, waiting for leases, limits on loads, the
 * circuit breaker, and retries of invalidations. Implementation, not API.
 */
@NullMarked
package io.github.cacheconsistency.coordination;

import org.jspecify.annotations.NullMarked;
