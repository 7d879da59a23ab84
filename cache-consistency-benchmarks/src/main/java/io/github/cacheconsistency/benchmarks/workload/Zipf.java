package io.github.cacheconsistency.benchmarks.workload;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Zipf-distributed numbers: low numbers are more frequent, like keys of real services. Thread-safe. */
final class Zipf {

    private final double[] cumulated;

    /**
     * Creates the distribution.
     *
     * @param size draws 1 to {@code size}
     * @param exponent 0 is uniform; YCSB uses .99
     */
    Zipf(int size, double exponent) {
        cumulated = new double[size];
        double sum = 0;
        for (int rank = 0; rank < size; rank++) {
            sum += 1 / Math.pow(rank + 1, exponent);
            cumulated[rank] = sum;
        }
    }

    int next(SplittableRandom random) {
        double drawn = random.nextDouble() * cumulated[cumulated.length - 1];
        int position = Arrays.binarySearch(cumulated, drawn);
        return 1 + Math.min(position < 0 ? -position - 1 : position, cumulated.length - 1);
    }
}
