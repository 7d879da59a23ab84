/** The programmatic API: {@link io.github.cacheconsistency.ConsistentCaches} and its caches. */
@NullMarked
package io.github.cacheconsistency.internal.programmatic;

import org.jspecify.annotations.NullMarked;
