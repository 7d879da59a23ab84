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
 * The content of a key.
 *
 * @param label the label of its content
 * @param given its original time-to-live, in milliseconds; {@code null} if it does not expire
 * @param writes the writes that named it since this content was first seen, by the time of the race. Any of them may have
 *     renewed the time-to-live; whether it did is determined by the writes themselves
 */
record ObservedKey(String label, @Nullable Long given, SortedMap<Duration, String> writes) {

    /** The key after its content has changed; empty if its original time-to-live is in no argument. */
    static Optional<ObservedKey> written(String label, List<Step> by, @Nullable Duration left, Duration now) {
        return new ObservedKey(label, null, new TreeMap<>()).after(by, left, now);
    }

    /** The key after {@code by}, which have not changed its content. */
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
                .map(moment ->
                        RecordedExpirations.given(left.plus(now).minus(moment).toMillis(), candidates))
                .flatMap(Optional::stream)
                .findFirst()
                .map(millis -> new ObservedKey(label, millis, latest));
    }

    private static String words(List<Step> steps) {
        return steps.stream()
                .map(step -> step.operation().name() + step.operation().numbers() + step.result())
                .collect(Collectors.joining(","));
    }

    /** As text that does not depend on absolute times. */
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
