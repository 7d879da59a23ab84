/** The implementation of {@link io.github.cacheconsistency.spi.TimeSource} on the system clock. */
@NullMarked
package io.github.cacheconsistency.internal.time;

import org.jspecify.annotations.NullMarked;
