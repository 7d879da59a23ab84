/**
 * The order service with JPA: a versioned entity, {@code @Cacheable}, {@code @CacheEvict} and {@code @Transactional} as in
 * any Spring application, and an {@code EntityManager} that stays open for the whole request, as Spring Boot has it.
 */
@NullMarked
package io.github.cacheconsistency.sample.jpa;

import org.jspecify.annotations.NullMarked;
