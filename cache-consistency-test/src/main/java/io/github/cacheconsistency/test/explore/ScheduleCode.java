package io.github.cacheconsistency.test.explore;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;

/**
 * A schedule as text, in terms of the {@link DefaultOrder}: rank 0 is the default step, and after the last deviation
 * all steps have rank 0. There are two encodings; an id uses the shorter one:
 *
 * <ul>
 *   <li>{@code D}, for few deviations in many steps: for each deviation, the number of default steps before it, and its
 *   rank.
 *   <li>{@code M}, for short schedules with many deviations: one number in mixed radix, whose digits are the ranks and
 *   whose bases are the numbers of enabled steps, which the replay finds again. A step without alternative takes no
 *   bits.
 * </ul>
 *
 * Must be asked for one step after the other.
 */
interface ScheduleCode {

    int MOST_TASKS = 64;

    /** The rank of this step; may be too high if the program is not the one that was encoded. */
    int rank(int step, int enabledCount);

    static ScheduleCode parse(String code) {
        return code.charAt(0) == 'D' ? new Deviations(code.substring(1)) : new MixedBases(code.substring(1));
    }

    static String shortest(Schedule schedule) {
        String deviations = "D" + Deviations.encode(schedule);
        String mixed = "M" + MixedBases.encode(schedule);
        return mixed.length() <= deviations.length() ? mixed : deviations;
    }

    /**
     * Each deviation as its distance, five bits per character and one continuation bit, and the character of its
     * rank.
     */
    final class Deviations implements ScheduleCode {

        private final Map<Integer, Integer> ranks = new HashMap<>();

        Deviations(String code) {
            int step = 0;
            int shift = 0;
            for (int index = 0; index + 1 < code.length(); index++) {
                int bits = SixBits.value(code.charAt(index));
                step += (bits & 31) << shift;
                shift += 5;
                if (bits < 32) {
                    ranks.put(step, SixBits.value(code.charAt(++index)));
                    step++;
                    shift = 0;
                }
            }
        }

        static String encode(Schedule schedule) {
            StringBuilder code = new StringBuilder();
            int distance = 0;
            for (int step = 0; step < schedule.length(); step++) {
                int rank = schedule.rank(step);
                if (rank == 0) {
                    distance++;
                } else {
                    for (; distance >= 32; distance >>= 5) {
                        code.append(SixBits.of(32 | distance & 31));
                    }
                    code.append(SixBits.of(distance)).append(SixBits.of(rank));
                    distance = 0;
                }
            }
            return code.toString();
        }

        @Override
        public int rank(int step, int enabledCount) {
            return ranks.getOrDefault(step, 0);
        }
    }

    /** The first step is the lowest digit. */
    final class MixedBases implements ScheduleCode {

        private BigInteger rest = BigInteger.ZERO;

        MixedBases(String code) {
            for (int index = code.length() - 1; index >= 0; index--) {
                rest = rest.shiftLeft(6).or(BigInteger.valueOf(SixBits.value(code.charAt(index))));
            }
        }

        static String encode(Schedule schedule) {
            BigInteger number = BigInteger.ZERO;
            for (int step = schedule.length() - 1; step >= 0; step--) {
                number = number.multiply(BigInteger.valueOf(schedule.enabledCount(step)))
                        .add(BigInteger.valueOf(schedule.rank(step)));
            }
            StringBuilder code = new StringBuilder();
            for (; number.signum() > 0; number = number.shiftRight(6)) {
                code.append(SixBits.of(number.intValue() & 63));
            }
            return code.toString();
        }

        @Override
        public int rank(int step, int enabledCount) {
            BigInteger[] divided = rest.divideAndRemainder(BigInteger.valueOf(enabledCount));
            rest = divided[0];
            return divided[1].intValue();
        }
    }
}
