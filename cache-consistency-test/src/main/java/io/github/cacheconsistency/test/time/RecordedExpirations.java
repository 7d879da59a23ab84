package io.github.cacheconsistency.test.time;

import io.github.cacheconsistency.test.gate.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/**
 * Lets keys of a real Redis expire by the time of the race. Records the time-to-live that commands give to keys; when
 * the time of the race reaches the end of one, the key is removed. Moving time back restores removed keys. Thread-safe.
 */
public final class RecordedExpirations {

    /** When time-to-lives are recorded. */
    public enum Mode {
        /**
         * After each command; Redis then gets a very long time-to-live for these keys, so that a race may take any
         * amount of real time, for example in a debugger. One additional round trip for each command.
         */
        AFTER_EACH_COMMAND,
        /**
         * When they are needed, at the latest before time advances; the time of the race is frozen until then. For
         * races that take milliseconds. A key with a time-to-live below {@link #SHORT} is recorded at once in this mode
         * as well.
         */
        ON_DEMAND
    }

    /** In milliseconds; a race might take longer than this in real time. */
    private static final long SHORT = 2_000;

    /** How much less than the original time-to-live Redis may report, because real time has passed since. */
    private static final long TOLERANCE_MILLIS = 2_000;

    /** Commands that can give a key no other time-to-live than one of their arguments. */
    private static final Set<String> PLAIN =
            Set.of("GET", "MGET", "DEL", "UNLINK", "EXISTS", "SET", "SETNX", "SETEX", "PSETEX", "GETSET", "STRLEN");

    private final RedisKeys redis;
    private final Supplier<Duration> time;
    private final Mode mode;
    private final Map<String, Duration> deadlines = new HashMap<>();
    private final List<Removed> removed = new ArrayList<>();
    private final Set<String> touched = new HashSet<>();
    /**
     * Keys whose time-to-live has not been recorded since a command named them, with the numeric arguments of these
     * commands.
     */
    private final Map<String, Set<Long>> unseen = new HashMap<>();
    /** A lower bound of the time-to-lives of {@link #unseen}, in milliseconds. */
    private long leastUnseen = Long.MAX_VALUE;

    private record Removed(
            String key, Duration at, @Nullable Duration deadline, byte[] dump) {}

    /** {@code time} is the time since the race began. */
    public RecordedExpirations(RedisConnectionFactory redis, Supplier<Duration> time, Mode mode) {
        this.redis = new RedisKeys(redis);
        this.time = time;
        this.mode = mode;
    }

    /** Called after {@code operation} was executed, which may have changed the time-to-lives of its keys. */
    public synchronized void executed(Operation operation) {
        if (operation.keys().isEmpty()) {
            return;
        }
        for (String key : operation.keys()) {
            unseen.computeIfAbsent(key, unknown -> new HashSet<>()).addAll(operation.numbers());
        }
        long least = operation.numbers().stream()
                .mapToLong(Long::longValue)
                .filter(number -> number > 0)
                .min()
                .orElse(Long.MAX_VALUE);
        // A script may contain a time-to-live of its own.
        leastUnseen = Math.min(leastUnseen, PLAIN.contains(operation.name()) ? least : 0);
        if (mode == Mode.AFTER_EACH_COMMAND || least < SHORT) {
            look();
        }
    }

    /** Records that a command has named {@code keys}; does not read them. */
    public synchronized void touched(Collection<String> keys) {
        touched.addAll(keys);
    }

    /** Forgets which keys were named. */
    public synchronized void forgetTouched() {
        touched.clear();
    }

    /** All keys passed to {@link #touched(Collection)}. */
    public synchronized Set<String> touched() {
        return Set.copyOf(touched);
    }

    /** Those of {@link #touched()} that exist. */
    public synchronized Set<String> present() {
        return touched.stream().filter(redis::exists).collect(Collectors.toSet());
    }

    /** When {@code key} expires, in time since the race began; empty if it does not expire. */
    public synchronized Optional<Duration> deadline(String key) {
        look();
        return Optional.ofNullable(deadlines.get(key));
    }

    /** The first moment at which a key expires; empty if none does. */
    public synchronized Optional<Duration> nextDeadline() {
        look();
        return deadlines.values().stream().min(Comparator.naturalOrder());
    }

    /** As {@link #nextDeadline()}, but perhaps empty if that is after {@code horizon}. */
    public synchronized Optional<Duration> nextDeadline(Duration horizon) {
        boolean unseenMatter = leastUnseen <= horizon.minus(time.get()).toMillis();
        return unseenMatter ? nextDeadline() : deadlines.values().stream().min(Comparator.naturalOrder());
    }

    /** Removes the keys that are due now, exactly as if they had expired; returns those that existed. */
    public synchronized List<String> expireDue() {
        List<String> due = deadlines.entrySet().stream()
                .filter(entry -> entry.getValue().compareTo(time.get()) <= 0)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        return due.isEmpty() ? due : expire(due);
    }

    /** Lets {@code keys} expire now, whatever their time-to-live; returns those that existed. */
    public synchronized List<String> expire(Collection<String> keys) {
        look();
        List<String> expired = new ArrayList<>();
        for (String key : keys) {
            Duration deadline = deadlines.remove(key);
            byte[] dump = redis.dump(key);
            if (redis.expire(key) && dump != null) {
                expired.add(key);
                removed.add(new Removed(key, time.get(), deadline, dump));
            }
        }
        return expired;
    }

    /**
     * Removes {@code keys} for good, or only those that have a time-to-live, in one round trip.
     *
     * @return which keys were removed, sorted
     */
    public synchronized List<String> remove(Collection<String> keys, boolean onlyExpiring) {
        List<String> gone = (onlyExpiring ? redis.deleteExpiring(keys) : keys)
                .stream().sorted().toList();
        if (!onlyExpiring && !gone.isEmpty()) {
            redis.delete(gone);
        }
        gone.forEach(deadlines::remove);
        gone.forEach(unseen::remove);
        return gone;
    }

    /**
     * Called after time was moved back: restores keys that were removed later than now, unless they were written since.
     */
    public synchronized List<String> restore() {
        List<Removed> future = removed.stream()
                .filter(entry -> entry.at.compareTo(time.get()) > 0)
                .toList();
        List<String> restored = new ArrayList<>();
        for (Removed entry : future) {
            if (!redis.exists(entry.key)) {
                put(entry.key, entry.dump, entry.deadline);
                restored.add(entry.key);
            }
        }
        removed.removeAll(future);
        return restored;
    }

    /**
     * The contents of {@code keys}, in one round trip; changes neither the keys nor what is recorded.
     *
     * @return empty if the servers do not support that, such as a cluster
     */
    public synchronized Optional<Map<String, HeldKey>> look(Collection<String> keys) {
        Optional<Map<String, HeldKey>> found = redis.look(keys);
        found.ifPresent(held -> held.replaceAll((key, one) -> byRecord(key, one)));
        return found;
    }

    private HeldKey byRecord(String key, HeldKey held) {
        Duration left = held.left();
        if (left == null || !RedisKeys.isFarAway(left.toMillis())) {
            return held;
        }
        Duration deadline = deadlines.getOrDefault(key, time.get());
        return new HeldKey(held.content(), held.plain(), deadline.minus(time.get()));
    }

    /** The contents of all keys that were named in a command. */
    public synchronized KeySnapshot snapshot() {
        look();
        Map<String, KeySnapshot.Entry> entries = new HashMap<>();
        for (String key : touched) {
            byte[] dump = redis.dump(key);
            if (dump != null) {
                entries.put(key, new KeySnapshot.Entry(dump, deadlines.get(key)));
            }
        }
        return new KeySnapshot(entries);
    }

    /**
     * Sets all keys that were named in a command to their contents in {@code snapshot}, with the rest of their
     * time-to-lives; keys that have expired since the snapshot are not restored.
     *
     * @return the keys that exist now
     */
    public synchronized List<String> restore(KeySnapshot snapshot) {
        look();
        List<String> restored = new ArrayList<>();
        for (String key : touched) {
            redis.delete(List.of(key));
            deadlines.remove(key);
            KeySnapshot.Entry entry = snapshot.entries().get(key);
            if (entry == null || entry.deadline() != null && entry.deadline().compareTo(time.get()) <= 0) {
                continue;
            }
            put(key, entry.dump(), entry.deadline());
            restored.add(key);
        }
        return restored;
    }

    private void put(String key, byte[] dump, @Nullable Duration deadline) {
        redis.restore(key, dump, deadline != null);
        if (deadline != null) {
            deadlines.put(key, deadline);
        }
    }

    /** Gives all keys the rest of their time-to-lives in real time. */
    public synchronized void stop() {
        if (mode == Mode.AFTER_EACH_COMMAND) {
            deadlines.forEach((key, deadline) ->
                    redis.expireIn(key, Math.max(1, deadline.minus(time.get()).toMillis())));
        }
        deadlines.clear();
        unseen.clear();
    }

    /** Records the time-to-lives of all keys that were named since the last call. */
    private void look() {
        if (unseen.isEmpty()) {
            return;
        }
        redis.takeTimeToLives(unseen.keySet()).forEach((key, left) -> {
            if (left < 0) {
                deadlines.remove(key);
            } else if (!RedisKeys.isFarAway(left)) {
                deadlines.put(key, time.get().plusMillis(asGiven(left, unseen.getOrDefault(key, Set.of()))));
            }
        });
        unseen.clear();
        leastUnseen = Long.MAX_VALUE;
    }

    /** The argument that Redis counts down from; the reported value if there is none. */
    private static long asGiven(long left, Collection<Long> numbers) {
        return given(left, numbers).orElse(left);
    }

    /**
     * The one of {@code numbers} that was the original time-to-live, if {@code left} of it is left; both in
     * milliseconds.
     */
    public static Optional<Long> given(long left, Collection<Long> numbers) {
        return numbers.stream()
                .filter(number -> number >= left && number - left <= TOLERANCE_MILLIS)
                .min(Comparator.naturalOrder());
    }
}
