/** The index of the keys of a cache, and what uses it: clearing a cache and searching it. */
@NullMarked
package io.github.cacheconsistency.internal.redis.index;

import org.jspecify.annotations.NullMarked;
