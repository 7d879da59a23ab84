/**
 * The order service with JPA: a versioned entity, {@code @Cacheable}, {@code @CacheEvict} and {@code @Transactional} as
 * in any Spring application, and an {@code EntityManager} that is open for the whole request, the default of Spring
 * Boot.
 */
@NullMarked
package io.github.cacheconsistency.sample.jpa;

import org.jspecify.annotations.NullMarked;
