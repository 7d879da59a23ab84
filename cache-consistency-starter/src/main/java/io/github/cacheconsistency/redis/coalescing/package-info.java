/** Reads of several threads that share a command. */
@NullMarked
package io.github.cacheconsistency.redis.coalescing;

import org.jspecify.annotations.NullMarked;
