/**
 * Methods with {@code @CachePut} and {@code @CacheEvict}: writes that belong to their transaction, and writes of methods with
 * an asynchronous result.
 */
@NullMarked
package io.github.cacheconsistency.internal.annotations.write;

import org.jspecify.annotations.NullMarked;
