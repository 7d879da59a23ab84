package io.github.cacheconsistency.sample.points;

import java.io.Serializable;

/**
 * One row of {@code user_points}, the cached value and the representation over HTTP. Serializable, because the Redis
 * caches of Spring Boot use Java serialization by default.
 *
 * @param points never negative
 * @param version grows by one with every change of the row
 */
record PointsBalance(long userId, long points, long version) implements Serializable {}
