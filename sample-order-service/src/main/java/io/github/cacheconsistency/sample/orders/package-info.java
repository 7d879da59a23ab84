/**
 * An order service that knows nothing of the library: {@code @Cacheable}, {@code @CacheEvict} and
 * {@code @Transactional} as in any Spring application. How the cache is kept consistent is a property.
 */
@NullMarked
package io.github.cacheconsistency.sample.orders;

import org.jspecify.annotations.NullMarked;
