package io.github.cacheconsistency.sample.orders;

import java.io.Serializable;

/**
 * One row of {@code orders}, the cached value and the representation over HTTP. Serializable, because the Redis caches
 * of Spring Boot use Java serialization by default.
 *
 * @param version grows by one with every change of the row
 */
record Order(long id, OrderStatus status, long version) implements Serializable {}
