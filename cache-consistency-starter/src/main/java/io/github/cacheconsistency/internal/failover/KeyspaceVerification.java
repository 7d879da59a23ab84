package io.github.cacheconsistency.internal.failover;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.cacheconsistency.internal.redis.index.KeyIndexesAfterRestart;
import io.github.cacheconsistency.internal.redis.script.RedisRefusal;
import io.github.cacheconsistency.observation.FailureText;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/**
 * Checks whether the keys in Redis are those that it had acknowledged, and removes keys for which this is unknown.
 *
 * <p>Invariant: the marker of a pattern holds a server identity, and this node remembers that identity, only if the keys of the
 * pattern were removed, or did not have to be removed, while the server had that identity. So the identity is read before the
 * removal and again after it. A server that starts in between has an identity that no marker holds. Several nodes may verify
 * the same keys at once: the second removal only finds fewer keys.
 *
 * <p>Thread-safe.
 */
public final class KeyspaceVerification {

    private static final Logger log = LoggerFactory.getLogger(KeyspaceVerification.class);

    /** Matches all keys, also those that belong to no cache. It is never verified, so no key is removed because of it. */
    static final String EVERYTHING = "*";

    private record Verified(ServerIdentity identity, String pattern) {}

    /**
     * The result of one verification.
     *
     * @param patterns number of patterns whose keys were removed now
     * @param keys number of removed keys
     * @param unremovable patterns whose unverified keys Redis refuses to remove, each with the refusal
     */
    record Findings(int patterns, long keys, Map<String, RuntimeException> unremovable) {

        static final Findings NONE = new Findings(0, 0, Map.of());

        Findings plus(Findings other) {
            Map<String, RuntimeException> all = new HashMap<>(unremovable);
            all.putAll(other.unremovable);
            return new Findings(Math.max(patterns, other.patterns), keys + other.keys, all);
        }
    }

    private final RedisConnectionFactory connectionFactory;
    private final KeyIndexesAfterRestart indexes;

    /** Verified patterns in the memory of this node. They survive the eviction of a marker by Redis. */
    private final Set<Verified> verified = ConcurrentHashMap.newKeySet();

    private volatile Set<ServerIdentity> identities = Set.of();
    private volatile boolean refused;
    private volatile boolean markerRefused;

    /**
     * @param connectionFactory provides a connection for each verification
     * @param indexes the indexes of the removed keys
     */
    public KeyspaceVerification(RedisConnectionFactory connectionFactory, KeyIndexesAfterRestart indexes) {
        this.connectionFactory = connectionFactory;
        this.indexes = indexes;
    }

    /** Returns whether the latest verification found a primary with {@code identity}. */
    boolean knows(ServerIdentity identity) {
        return identities.contains(identity);
    }

    /** Returns whether a Redis server has ever refused to be watched. */
    boolean isRefused() {
        return refused;
    }

    /**
     * Verifies the keys of {@code patterns} on all shards, and of all other patterns that the markers name.
     *
     * @param beforeRemoval called with the patterns whose keys are about to be removed
     * @throws RuntimeException if Redis fails, is not a primary, or was restarted during the verification
     */
    Findings verify(Collection<String> patterns, Consumer<Collection<String>> beforeRemoval) {
        try (RedisConnection connection = connectionFactory.getConnection()) {
            Set<ServerIdentity> met = new HashSet<>();
            Findings findings = Findings.NONE;
            for (Shard shard : Shard.all(connection)) {
                findings = findings.plus(verify(shard, patterns, beforeRemoval, met));
            }
            identities = Set.copyOf(met);
            verified.removeIf(entry -> !met.contains(entry.identity()));
            return findings;
        }
    }

    private Findings verify(
            Shard shard,
            Collection<String> patterns,
            Consumer<Collection<String>> beforeRemoval,
            Set<ServerIdentity> met) {
        try {
            ServerIdentity identity = shard.identity();
            met.add(identity);
            return verify(shard, identity, patterns, beforeRemoval);
        } catch (RuntimeException failure) {
            if (failure instanceof UnwatchableRedisException || RedisRefusal.isForGood(failure)) {
                warnOnce(shard, failure);
                return Findings.NONE;
            }
            throw failure;
        }
    }

    private Findings verify(
            Shard shard,
            ServerIdentity identity,
            Collection<String> patterns,
            Consumer<Collection<String>> beforeRemoval) {
        Map<String, String> marked = shard.verified();
        Set<String> unmarked = new HashSet<>(patterns);
        unmarked.addAll(marked.keySet());
        unmarked.removeIf(
                pattern -> pattern.equals(EVERYTHING) || identity.text().equals(marked.get(pattern)));
        if (unmarked.isEmpty()) {
            remember(identity, patterns);
            return Findings.NONE;
        }
        List<String> unknown = unmarked.stream()
                .filter(pattern -> !verified.contains(new Verified(identity, pattern)))
                .toList();
        Map<String, RuntimeException> unremovable = new HashMap<>();
        long removed = unknown.isEmpty() ? 0 : remove(shard, identity, unknown, beforeRemoval, unremovable);
        unmarked.removeAll(unremovable.keySet());
        // Remembered even if the marker cannot be written. Without a marker, other nodes remove the keys once more. A
        // Redis that was restarted has no marker with this identity either.
        remember(identity, unmarked);
        remember(
                identity,
                patterns.stream()
                        .filter(pattern -> !unremovable.containsKey(pattern))
                        .toList());
        note(shard, unmarked, identity);
        // A Redis that was empty and had no markers is new; it was not restored from old data.
        boolean cameBack = removed > 0 || unknown.stream().anyMatch(marked::containsKey);
        return cameBack
                ? new Findings(unknown.size() - unremovable.size(), removed, unremovable)
                : new Findings(0, 0, unremovable);
    }

    /**
     * Returns the number of removed keys. Adds the patterns whose keys Redis refuses to remove at present to
     * {@code unremovable}.
     */
    private long remove(
            Shard shard,
            ServerIdentity identity,
            List<String> unknown,
            Consumer<Collection<String>> beforeRemoval,
            Map<String, RuntimeException> unremovable) {
        beforeRemoval.accept(unknown);
        long removed = 0;
        for (String pattern : unknown) {
            try (RedisConnection scanning = connectionFactory.getConnection()) {
                removed += indexes.around(pattern.getBytes(ISO_8859_1), () -> shard.remove(pattern, scanning));
            } catch (RuntimeException failure) {
                if (!RedisRefusal.isRefusal(failure) || RedisRefusal.isForGood(failure)) {
                    throw failure;
                }
                unremovable.put(pattern, failure);
            }
        }
        if (!shard.identity().equals(identity)) {
            throw new DistrustedRedisException(
                    "Expected %s to stay the same while keys were removed, but it was restarted or failed over"
                            .formatted(shard));
        }
        return removed;
    }

    /** Writes the marker. If Redis refuses that, the keys are verified all the same. */
    private void note(Shard shard, Set<String> patterns, ServerIdentity identity) {
        if (patterns.isEmpty()) {
            return;
        }
        try {
            shard.note(patterns, identity);
            markerRefused = false;
        } catch (RuntimeException failure) {
            if (!RedisRefusal.isRefusal(failure)) {
                throw failure;
            }
            if (!markerRefused) {
                markerRefused = true;
                log.warn(
                        "{} refuses to note which entries are verified: other nodes will remove them once more when they"
                                + " start. Make room for writes, and allow the command HMSET with the keys {}*{}",
                        shard,
                        Shard.MARKER,
                        FailureText.of(failure));
            }
        }
    }

    private void remember(ServerIdentity identity, Collection<String> patterns) {
        patterns.forEach(pattern -> verified.add(new Verified(identity, pattern)));
    }

    private void warnOnce(Shard shard, RuntimeException refusal) {
        if (!refused) {
            refused = true;
            log.warn(
                    "{} cannot be watched: a restart or failover that brings old entries back goes unnoticed. Allow the"
                            + " commands INFO, HGETALL, HMSET, SCAN and UNLINK, and the keys {}*; or set"
                            + " cache-consistency.failover-watch.enabled=false{}",
                    shard,
                    Shard.MARKER,
                    FailureText.of(refusal));
        }
    }
}
