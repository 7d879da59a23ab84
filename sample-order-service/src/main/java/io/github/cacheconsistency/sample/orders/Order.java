package io.github.cacheconsistency.sample.orders;

import java.io.Serializable;

/**
 * One row of {@code orders}, the cached value and the representation over HTTP. Serializable, because that is how
 * Spring Boot's Redis caches write values unless they are told otherwise.
 *
 * @param version grows by one with every change of the row
 */
record Order(long id, OrderStatus status, long version) implements Serializable {}
