package io.github.cacheconsistency.test.oracle;

import java.util.Arrays;

/** Maps each version of a log to a small number, which is used as an index of arrays. */
sealed interface VersionIndex {

    /** The greatest ratio between the span of the versions and the size of the log for a dense index. */
    int SPREAD = 4;

    int NONE = -1;

    /** Numbers all versions of a log in linear time; if they are not dense, in expected linear time. */
    static VersionIndex of(OperationLog log) {
        long smallest = Long.MAX_VALUE;
        long largest = Long.MIN_VALUE;
        for (int i = 0; i < log.operations(); i++) {
            smallest = Math.min(smallest, log.version(i));
            largest = Math.max(largest, log.version(i));
        }
        long span = largest - smallest;
        // The span is negative if it overflows.
        return span >= 0 && span < (long) SPREAD * log.operations() && span < Integer.MAX_VALUE - 8
                ? new Dense(smallest, (int) span + 1)
                : Sparse.of(log);
    }

    /** The number of a version that is in the log. */
    int number(long version);

    /** An exclusive upper bound of all numbers. */
    int bound();

    /** All numbers, in the order of their versions; some may belong to no version of the log. */
    int[] ascending();

    /** The index of dense versions: the number is the version minus the smallest one. */
    record Dense(long smallest, int bound) implements VersionIndex {

        @Override
        public int number(long version) {
            return (int) (version - smallest);
        }

        @Override
        public int[] ascending() {
            int[] numbers = new int[bound];
            Arrays.setAll(numbers, number -> number);
            return numbers;
        }
    }

    /** An open hash table, at most half full. */
    final class Sparse implements VersionIndex {

        private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

        private int shift = Long.SIZE - 10;
        private long[] versions = new long[1 << (Long.SIZE - shift)];
        private int[] numbers = empty(versions.length);
        private int bound;

        private Sparse() {}

        static Sparse of(OperationLog log) {
            Sparse index = new Sparse();
            for (int i = 0; i < log.operations(); i++) {
                index.add(log.version(i));
            }
            return index;
        }

        private static int[] empty(int length) {
            int[] numbers = new int[length];
            Arrays.fill(numbers, NONE);
            return numbers;
        }

        private void add(long version) {
            int place = place(version);
            if (numbers[place] == NONE) {
                versions[place] = version;
                numbers[place] = bound++;
                if (2 * bound > versions.length) {
                    grow();
                }
            }
        }

        private void grow() {
            long[] oldVersions = versions;
            int[] oldNumbers = numbers;
            shift--;
            versions = new long[2 * oldVersions.length];
            numbers = empty(versions.length);
            for (int i = 0; i < oldVersions.length; i++) {
                if (oldNumbers[i] != NONE) {
                    int place = place(oldVersions[i]);
                    versions[place] = oldVersions[i];
                    numbers[place] = oldNumbers[i];
                }
            }
        }

        private int place(long version) {
            int place = (int) ((version * GOLDEN_RATIO) >>> shift);
            while (numbers[place] != NONE && versions[place] != version) {
                place = (place + 1) & (versions.length - 1);
            }
            return place;
        }

        @Override
        public int number(long version) {
            return numbers[place(version)];
        }

        @Override
        public int bound() {
            return bound;
        }

        @Override
        public int[] ascending() {
            long[] inOrder = new long[bound];
            for (int i = 0; i < versions.length; i++) {
                if (numbers[i] != NONE) {
                    inOrder[numbers[i]] = versions[i];
                }
            }
            Arrays.sort(inOrder);
            int[] ascending = new int[bound];
            Arrays.setAll(ascending, i -> number(inOrder[i]));
            return ascending;
        }
    }
}
