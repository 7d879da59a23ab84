package io.github.cacheconsistency.internal.redis;

import java.util.List;
import java.util.function.ToLongFunction;

/** Work on any number of keys in parts, so that neither Redis nor a buffer has to take all of it at once. */
final class Batches {

    /** What a transaction changes is mostly less: one round trip. */
    static final int MOST = 1_000;

    private Batches() {}

    /** The sum of what {@code work} says of each part; none if there is nothing to do. */
    static <T> long sum(List<T> all, ToLongFunction<List<T>> work) {
        long sum = 0;
        for (int from = 0; from < all.size(); from += MOST) {
            sum += work.applyAsLong(all.subList(from, Math.min(all.size(), from + MOST)));
        }
        return sum;
    }
}
