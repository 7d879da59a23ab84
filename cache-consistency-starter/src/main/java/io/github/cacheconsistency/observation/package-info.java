/** Listeners that report the events of caches as metrics and log messages. */
@NullMarked
package io.github.cacheconsistency.observation;

import org.jspecify.annotations.NullMarked;
