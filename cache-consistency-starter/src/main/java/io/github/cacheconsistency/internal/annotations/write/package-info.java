/**
 * Methods with {@code @CachePut} and {@code @CacheEvict}: the writes that belong to their transaction, and those whose result
 * is asynchronous.
 */
@NullMarked
package io.github.cacheconsistency.internal.annotations.write;

import org.jspecify.annotations.NullMarked;
