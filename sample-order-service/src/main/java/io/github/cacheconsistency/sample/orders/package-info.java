/**
 * An order service without any code for the library: {@code @Cacheable}, {@code @CacheEvict} and {@code @Transactional}
 * as in any Spring application. A property selects the strategy that keeps the cache consistent.
 */
@NullMarked
package io.github.cacheconsistency.sample.orders;

import org.jspecify.annotations.NullMarked;
