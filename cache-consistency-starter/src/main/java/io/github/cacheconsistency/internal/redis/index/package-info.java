/** The index of the keys of a cache, and the operations that use it: clearing a cache and searching it. */
@NullMarked
package io.github.cacheconsistency.internal.redis.index;

import org.jspecify.annotations.NullMarked;
