package io.github.cacheconsistency.test.program;

import io.github.cacheconsistency.test.race.Step;
import io.github.cacheconsistency.test.time.RecordedExpirations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a key holds.
 *
 * @param label the name of its content
 * @param given what it was given to live, in milliseconds; {@code null} if it does not expire
 * @param writes what has named it since this content was seen first, by the time of the race: whether one of these has
 *     given it its time-to-live anew is not known, but follows from what they are
 */
record ObservedKey(String label, @Nullable Long given, SortedMap<Duration, String> writes) {

    /** It holds something else than before; empty if no argument tells its time-to-live. */
    static Optional<ObservedKey> written(String label, List<Step> by, @Nullable Duration left, Duration now) {
        return new ObservedKey(label, null, new TreeMap<>()).after(by, left, now);
    }

    /** It holds the same after {@code by}. */
    Optional<ObservedKey> after(List<Step> by, @Nullable Duration left, Duration now) {
        if (by.isEmpty() && !writes.isEmpty()) {
            return Optional.of(this);
        }
        SortedMap<Duration, String> latest = new TreeMap<>(writes);
        latest.merge(now, words(by), (before, more) -> before + ";" + more);
        if (left == null) {
            return Optional.of(new ObservedKey(label, null, latest));
        }
        List<Long> candidates = new ArrayList<>();
        by.forEach(step -> candidates.addAll(step.operation().numbers()));
        if (given != null) {
            candidates.add(given);
        }
        return latest.keySet().stream()
                .map(moment -> RecordedExpirations.given(left.plus(now).minus(moment).toMillis(), candidates))
                .flatMap(Optional::stream)
                .findFirst()
                .map(millis -> new ObservedKey(label, millis, latest));
    }

    private static String words(List<Step> steps) {
        return steps.stream()
                .map(step -> step.operation().name() + step.operation().numbers() + step.result())
                .collect(Collectors.joining(","));
    }

    /** In words that are the same whenever that happened. */
    String at(Duration now) {
        if (given == null) {
            return label;
        }
        StringBuilder text = new StringBuilder(label).append(" for ").append(given);
        boolean several = writes.size() > 1;
        writes.forEach((moment, words) ->
                text.append(" since ").append(now.minus(moment).toMillis()).append(several ? words : ""));
        return text.toString();
    }
}
