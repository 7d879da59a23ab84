package io.github.cacheconsistency.test.time;

import io.github.cacheconsistency.test.gate.Operation;
import java.nio.charset.StandardCharsets;
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
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/**
 * The time-to-lives of a race, on real Redis but on the time of the race. After each command the tape notes the
 * time-to-live that the command gave its keys and puts it far away; when the time of the race reaches it, the key is
 * removed. Moving time back restores what was removed. Thread-safe. Its own commands must not be gated.
 */
public final class TtlTape {

    /** A time-to-live of more than half of this is the tape's own. */
    private static final Duration FAR_AWAY = Duration.ofDays(365_000);

    /** How much less than the time-to-live that was set Redis may report, given that time has passed since. */
    private static final long TOLERANCE_MILLIS = 2_000;

    private final RedisConnectionFactory redis;
    private final Supplier<Duration> time;
    private final Map<String, Duration> deadlines = new HashMap<>();
    private final List<Removed> removed = new ArrayList<>();
    private final Set<String> touched = new HashSet<>();

    private record Removed(
            String key, Duration at, @Nullable Duration deadline, byte[] dump) {}

    /** {@code time} is the time since the race began. */
    public TtlTape(RedisConnectionFactory redis, Supplier<Duration> time) {
        this.redis = redis;
        this.time = time;
    }

    /** Notes what {@code operation}, which was just executed, did to the time-to-lives of its keys. */
    public synchronized void executed(Operation operation) {
        try (RedisConnection connection = redis.getConnection()) {
            for (String key : operation.keys()) {
                note(connection, key, operation.numbers());
            }
        }
    }

    /** Notes that a command has named {@code keys}, without looking at them. */
    public synchronized void touched(Collection<String> keys) {
        touched.addAll(keys);
    }

    /** Forgets which keys were named. */
    public synchronized void forgetTouched() {
        touched.clear();
    }

    /** All keys that {@link #touched(Collection)} was told of. */
    public synchronized Set<String> touched() {
        return Set.copyOf(touched);
    }

    /** Those of {@link #touched()} that exist. */
    public synchronized Set<String> present() {
        try (RedisConnection connection = redis.getConnection()) {
            return touched.stream()
                    .filter(key -> Boolean.TRUE.equals(connection.keyCommands().exists(bytes(key))))
                    .collect(Collectors.toSet());
        }
    }

    /** When {@code key} is due, in time since the race began; empty if it does not expire. */
    public synchronized Optional<Duration> deadline(String key) {
        return Optional.ofNullable(deadlines.get(key));
    }

    /** The first moment at which a key is due; empty if none is. */
    public synchronized Optional<Duration> nextDeadline() {
        return deadlines.values().stream().min(Comparator.naturalOrder());
    }

    /** Removes what is due now, exactly as if it had expired; returns what was there. */
    public synchronized List<String> expireDue() {
        List<String> due = deadlines.entrySet().stream()
                .filter(entry -> entry.getValue().compareTo(time.get()) <= 0)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        return due.isEmpty() ? due : expire(due);
    }

    /** Lets {@code keys} expire now, whatever their time-to-live; returns those that were there. */
    public synchronized List<String> expire(Collection<String> keys) {
        List<String> expired = new ArrayList<>();
        try (RedisConnection connection = redis.getConnection()) {
            for (String key : keys) {
                Duration deadline = deadlines.remove(key);
                byte[] dump = connection.keyCommands().dump(bytes(key));
                if (Boolean.TRUE.equals(connection.keyCommands().pExpireAt(bytes(key), 1)) && dump != null) {
                    expired.add(key);
                    removed.add(new Removed(key, time.get(), deadline, dump));
                }
            }
        }
        return expired;
    }

    /** Brings back what was removed after now, unless somebody has written the key since; time was moved back. */
    public synchronized List<String> restore() {
        List<Removed> future = removed.stream()
                .filter(entry -> entry.at.compareTo(time.get()) > 0)
                .toList();
        List<String> restored = new ArrayList<>();
        try (RedisConnection connection = redis.getConnection()) {
            for (Removed entry : future) {
                if (!Boolean.TRUE.equals(connection.keyCommands().exists(bytes(entry.key)))) {
                    put(connection, entry.key, entry.dump, entry.deadline);
                    restored.add(entry.key);
                }
            }
        }
        removed.removeAll(future);
        return restored;
    }

    /** What all keys hold that were named in a command. */
    public synchronized KeySnapshot snapshot() {
        Map<String, KeySnapshot.Entry> entries = new HashMap<>();
        try (RedisConnection connection = redis.getConnection()) {
            for (String key : touched) {
                byte[] dump = connection.keyCommands().dump(bytes(key));
                if (dump != null) {
                    entries.put(key, new KeySnapshot.Entry(dump, deadlines.get(key)));
                }
            }
        }
        return new KeySnapshot(entries);
    }

    /**
     * Makes all keys that were named in a command hold what {@code snapshot} says, with the time-to-lives that are left of
     * those they had; what has expired since stays away.
     *
     * @return the keys that hold something now
     */
    public synchronized List<String> restore(KeySnapshot snapshot) {
        List<String> restored = new ArrayList<>();
        try (RedisConnection connection = redis.getConnection()) {
            for (String key : touched) {
                connection.keyCommands().del(bytes(key));
                deadlines.remove(key);
                KeySnapshot.Entry entry = snapshot.entries().get(key);
                if (entry == null
                        || entry.deadline() != null && entry.deadline().compareTo(time.get()) <= 0) {
                    continue;
                }
                put(connection, key, entry.dump(), entry.deadline());
                restored.add(key);
            }
        }
        return restored;
    }

    private void put(RedisConnection connection, String key, byte[] dump, @Nullable Duration deadline) {
        connection.keyCommands().restore(bytes(key), deadline == null ? 0 : FAR_AWAY.toMillis(), dump);
        if (deadline != null) {
            deadlines.put(key, deadline);
        }
    }

    /** Gives all keys their real time-to-lives back. */
    public synchronized void stop() {
        try (RedisConnection connection = redis.getConnection()) {
            deadlines.forEach((key, deadline) -> connection
                    .keyCommands()
                    .pExpire(bytes(key), Math.max(1, deadline.minus(time.get()).toMillis())));
        }
        deadlines.clear();
    }

    private void note(RedisConnection connection, String key, List<Long> numbers) {
        Long left = connection.keyCommands().pTtl(bytes(key));
        if (left == null || left < 0) {
            deadlines.remove(key);
        } else if (left < FAR_AWAY.toMillis() / 2) {
            deadlines.put(key, time.get().plusMillis(asGiven(left, numbers)));
            connection.keyCommands().pExpire(bytes(key), FAR_AWAY.toMillis());
        }
    }

    /** The argument that Redis counts down from; what it reports if there is none. */
    private static long asGiven(long left, List<Long> numbers) {
        return numbers.stream()
                .filter(number -> number >= left && number - left <= TOLERANCE_MILLIS)
                .min(Comparator.naturalOrder())
                .orElse(left);
    }

    private static byte[] bytes(String key) {
        return key.getBytes(StandardCharsets.UTF_8);
    }
}
