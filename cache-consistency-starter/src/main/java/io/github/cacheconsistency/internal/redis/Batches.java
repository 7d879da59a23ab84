package io.github.cacheconsistency.internal.redis;

import java.util.List;
import java.util.function.ToLongFunction;

/** Splits work on many keys into batches, so that neither Redis nor a buffer has to hold all of it at once. */
final class Batches {

    /** Larger than what most transactions change, so that they need one round trip. */
    static final int MOST = 1_000;

    private Batches() {}

    /** Returns the sum of the results of {@code work} for each batch; 0 if {@code all} is empty. */
    static <T> long sum(List<T> all, ToLongFunction<List<T>> work) {
        long sum = 0;
        for (int from = 0; from < all.size(); from += MOST) {
            sum += work.applyAsLong(all.subList(from, Math.min(all.size(), from + MOST)));
        }
        return sum;
    }
}
