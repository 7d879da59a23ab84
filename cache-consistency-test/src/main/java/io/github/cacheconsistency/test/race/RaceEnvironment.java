package io.github.cacheconsistency.test.race;

import io.github.cacheconsistency.test.gate.Ungated;
import io.github.cacheconsistency.test.time.HeldKey;
import io.github.cacheconsistency.test.time.KeySnapshot;
import io.github.cacheconsistency.test.time.OutboxAges;
import io.github.cacheconsistency.test.time.RecordedExpirations;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** The environment of a race, which changes the stores without a task: keys expire, Redis restarts, outbox rows age. */
final class RaceEnvironment {

    private final RecordedExpirations expirations;
    private final RedisRestart restart;
    private final @Nullable OutboxAges outbox;
    private final Trace trace;

    RaceEnvironment(RecordedExpirations expirations, RaceNode node, Trace trace) {
        this.expirations = expirations;
        this.restart = new RedisRestart(node.redis());
        this.outbox = node.outbox();
        this.trace = trace;
    }

    void expire(Collection<String> keys) {
        trace.environment("expires: " + named(ungated(() -> expirations.expire(keys))));
    }

    /** Removes the keys whose time-to-live has ended by now. */
    void expireDue() {
        List<String> expired = expirations.expireDue();
        if (!expired.isEmpty()) {
            trace.environment("expires: " + expired);
        }
    }

    /** The first moment at which a key expires; may be empty if that is later than {@code horizon}. */
    Optional<Duration> nextDeadline(Duration horizon) {
        return expirations.nextDeadline(horizon);
    }

    /** The first moment at which a key expires. */
    Optional<Duration> nextDeadline() {
        return expirations.nextDeadline();
    }

    /** Removes {@code keys}, or only those that have a time-to-live; returns the removed keys. */
    List<String> remove(Collection<String> keys, boolean onlyExpiring) {
        List<String> removed = expirations.remove(keys, onlyExpiring);
        trace.environment((onlyExpiring ? "expires: " : "is evicted: ") + named(removed));
        return removed;
    }

    Optional<Map<String, HeldKey>> look(Collection<String> keys) {
        return expirations.look(keys);
    }

    Optional<Duration> deadline(String key) {
        return expirations.deadline(key);
    }

    Set<String> touched() {
        return expirations.touched();
    }

    void forgetTouched() {
        expirations.forgetTouched();
    }

    Set<String> present() {
        return ungated(expirations::present);
    }

    /** Restores keys that expired later than now. */
    List<String> restoreExpired() {
        return ungated(expirations::restore);
    }

    KeySnapshot snapshot() {
        KeySnapshot snapshot = ungated(expirations::snapshot);
        trace.environment("Redis takes a snapshot: " + named(present()));
        return snapshot;
    }

    void restart(KeySnapshot snapshot) {
        List<String> restored = ungated(() -> {
            List<String> keys = expirations.restore(snapshot);
            restart.perform();
            return keys;
        });
        trace.environment("Redis restarts from the snapshot: " + named(restored));
    }

    /** Makes everything older that the database measures by its own clock. */
    void timePassesInTheDatabase(Duration time) {
        OutboxAges rows = outbox;
        if (rows != null && time.compareTo(Duration.ZERO) > 0) {
            ungated(() -> {
                rows.pass(time);
                return true;
            });
        }
    }

    /** Gives all keys the rest of their time-to-lives in real time. */
    void stop() {
        ungated(() -> {
            expirations.stop();
            return true;
        });
    }

    private static String named(Collection<String> keys) {
        return keys.isEmpty() ? "nothing" : keys.toString();
    }

    private static <T extends @Nullable Object> T ungated(Callable<T> work) {
        try {
            return Ungated.call(work);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(
                    "A Redis command or SQL statement of the race kit itself failed; check the rights of both users",
                    e);
        }
    }
}
