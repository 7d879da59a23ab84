/**
 * Listeners that turn what happens to cache entries into metrics and log lines.
 */
@NullMarked
package io.github.cacheconsistency.observation;

import org.jspecify.annotations.NullMarked;
