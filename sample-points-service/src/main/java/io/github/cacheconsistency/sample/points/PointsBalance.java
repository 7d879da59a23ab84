package io.github.cacheconsistency.sample.points;

import java.io.Serializable;

/**
 * One row of {@code user_points}, the cached value and the representation over HTTP. Serializable, because that is how
 * Spring Boot's Redis caches write values unless they are told otherwise.
 *
 * @param points never negative
 * @param version grows by one with every change of the row
 */
record PointsBalance(long userId, long points, long version) implements Serializable {}
