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
 * The time-to-lives of a race, on real Redis but on the time of the race. The tape notes the time-to-lives that commands
 * gave their keys; when the time of the race reaches one, the key is removed. Moving time back restores what was removed.
 * Thread-safe.
 */
public final class TtlTape {

    /** When the tape looks at the keys of a command. */
    public enum Looks {
        /**
         * At once, and puts their time-to-lives far away in real time: a race may then take as long as it likes, such as in
         * a debugger. One more round trip for each command.
         */
        AFTER_EACH_COMMAND,
        /**
         * When somebody asks, before time moves at the latest, because the time of the race stands still until then. For
         * races that take milliseconds: a key that is given less than {@link #SHORT} is looked at at once all the same.
         */
        WHEN_ASKED
    }

    /** Time-to-lives that a race might outlive in real time. */
    private static final long SHORT = 2_000;

    /** How much less than the time-to-live that was set Redis may report, given that time has passed since. */
    private static final long TOLERANCE_MILLIS = 2_000;

    /** Commands whose arguments tell the only time-to-live that they can give a key. */
    private static final Set<String> PLAIN =
            Set.of("GET", "MGET", "DEL", "UNLINK", "EXISTS", "SET", "SETNX", "SETEX", "PSETEX", "GETSET", "STRLEN");

    private final RedisKeys redis;
    private final Supplier<Duration> time;
    private final Looks looks;
    private final Map<String, Duration> deadlines = new HashMap<>();
    private final List<Removed> removed = new ArrayList<>();
    private final Set<String> touched = new HashSet<>();
    /** Keys not looked at since they were named, with the numbers that commands named with them. */
    private final Map<String, Set<Long>> unseen = new HashMap<>();
    /** The least that one of these can have to live, in milliseconds. */
    private long leastUnseen = Long.MAX_VALUE;

    private record Removed(
            String key, Duration at, @Nullable Duration deadline, byte[] dump) {}

    /** {@code time} is the time since the race began. */
    public TtlTape(RedisConnectionFactory redis, Supplier<Duration> time, Looks looks) {
        this.redis = new RedisKeys(redis);
        this.time = time;
        this.looks = looks;
    }

    /** Notes what {@code operation}, which was just executed, did to the time-to-lives of its keys. */
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
        if (looks == Looks.AFTER_EACH_COMMAND || least < SHORT) {
            look();
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
        return touched.stream().filter(redis::exists).collect(Collectors.toSet());
    }

    /** When {@code key} is due, in time since the race began; empty if it does not expire. */
    public synchronized Optional<Duration> deadline(String key) {
        look();
        return Optional.ofNullable(deadlines.get(key));
    }

    /** The first moment at which a key is due; empty if none is. */
    public synchronized Optional<Duration> nextDeadline() {
        look();
        return deadlines.values().stream().min(Comparator.naturalOrder());
    }

    /** As {@link #nextDeadline()}, but perhaps empty if that is after {@code horizon}. */
    public synchronized Optional<Duration> nextDeadline(Duration horizon) {
        boolean unseenMatter = leastUnseen <= horizon.minus(time.get()).toMillis();
        return unseenMatter ? nextDeadline() : deadlines.values().stream().min(Comparator.naturalOrder());
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

    /** Brings back what was removed after now, unless somebody has written the key since; time was moved back. */
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
     * What {@code keys} hold, in one round trip; changes nothing, not even what the tape knows.
     *
     * @return empty if the servers do not allow that, as a cluster
     */
    public synchronized Optional<Map<String, HeldKey>> look(Collection<String> keys) {
        Optional<Map<String, HeldKey>> found = redis.look(keys);
        found.ifPresent(held -> held.replaceAll((key, one) -> byTheTape(key, one)));
        return found;
    }

    private HeldKey byTheTape(String key, HeldKey held) {
        Duration left = held.left();
        if (left == null || !RedisKeys.isFarAway(left.toMillis())) {
            return held;
        }
        Duration deadline = deadlines.getOrDefault(key, time.get());
        return new HeldKey(held.content(), held.plain(), deadline.minus(time.get()));
    }

    /** What all keys hold that were named in a command. */
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
     * Makes all keys that were named in a command hold what {@code snapshot} says, with the time-to-lives that are left of
     * those they had; what has expired since stays away.
     *
     * @return the keys that hold something now
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

    /** Gives all keys their real time-to-lives back. */
    public synchronized void stop() {
        if (looks == Looks.AFTER_EACH_COMMAND) {
            deadlines.forEach((key, deadline) ->
                    redis.expireIn(key, Math.max(1, deadline.minus(time.get()).toMillis())));
        }
        deadlines.clear();
        unseen.clear();
    }

    /** Asks Redis about all keys that were named since the last look. */
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

    /** The argument that Redis counts down from; what it reports if there is none. */
    private static long asGiven(long left, Collection<Long> numbers) {
        return given(left, numbers).orElse(left);
    }

    /** The one of {@code numbers}, in milliseconds, from which Redis counts down, where {@code left} are left; if any is. */
    public static Optional<Long> given(long left, Collection<Long> numbers) {
        return numbers.stream()
                .filter(number -> number >= left && number - left <= TOLERANCE_MILLIS)
                .min(Comparator.naturalOrder());
    }
}
