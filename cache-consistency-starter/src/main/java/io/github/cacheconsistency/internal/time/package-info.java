/** The real clock and timer behind {@link io.github.cacheconsistency.spi.TimeSource}. */
@NullMarked
package io.github.cacheconsistency.internal.time;

import org.jspecify.annotations.NullMarked;
