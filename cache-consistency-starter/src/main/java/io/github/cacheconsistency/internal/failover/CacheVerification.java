package io.github.cacheconsistency.internal.failover;

import io.github.cacheconsistency.internal.failover.KeyspaceVerification.Findings;
import io.github.cacheconsistency.observation.FailureText;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Verifies the keys of caches and includes those caches, and no others, in the trust in Redis. Any thread may add caches; only
 * one thread at a time may verify.
 */
final class CacheVerification {

    private static final Logger log = LoggerFactory.getLogger(CacheVerification.class);

    private final CacheTrust trust;
    private final KeyspaceVerification keyspaces;
    private final Function<String, Set<String>> patterns;
    private final Set<String> cacheNames = ConcurrentHashMap.newKeySet();

    /** Caches that stay excluded because Redis refuses to remove their entries. */
    private final Set<String> unremovable = ConcurrentHashMap.newKeySet();

    /**
     * @param patterns returns, for a cache name, the patterns that match all keys of that cache; none if the cache cannot be
     *     watched
     */
    CacheVerification(CacheTrust trust, KeyspaceVerification keyspaces, Function<String, Set<String>> patterns) {
        this.trust = trust;
        this.keyspaces = keyspaces;
        this.patterns = patterns;
    }

    /** Adds a cache to those that {@link #verifyAll} verifies. */
    void add(String cacheName) {
        cacheNames.add(cacheName);
    }

    int size() {
        return cacheNames.size();
    }

    /** Verifies the keys of all caches; see {@link #verify}. */
    Findings verifyAll(long stamp, Runnable distrust) {
        return verify(Set.copyOf(cacheNames), stamp, distrust);
    }

    /**
     * Verifies the keys of the caches called {@code names}.
     *
     * @param stamp of the trust, taken before this call; caches are included only if the trust has not changed since then
     * @param distrust called before the removal of keys that readers may still trust
     * @throws RuntimeException as thrown by {@link KeyspaceVerification#verify}
     */
    Findings verify(Set<String> names, long stamp, Runnable distrust) {
        Map<String, Set<String>> wanted = names.stream().collect(Collectors.toMap(name -> name, patterns));
        Set<String> believed = cacheNames.stream()
                .filter(trust::covers)
                .flatMap(name -> patterns.apply(name).stream())
                .collect(Collectors.toSet());
        Set<String> all = wanted.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
        Findings findings = keyspaces.verify(all, unknown -> {
            if (trust.isTrusted() && unknown.stream().anyMatch(believed::contains)) {
                distrust.run();
            }
        });
        for (Map.Entry<String, Set<String>> entry : wanted.entrySet()) {
            String name = entry.getKey();
            Optional<RuntimeException> refusal = entry.getValue().stream()
                    .map(findings.unremovable()::get)
                    .filter(Objects::nonNull)
                    .findFirst();
            if (refusal.isPresent()) {
                keepExcluded(name, refusal.get());
            } else if (trust.stamp() == stamp) {
                include(name, entry.getValue());
            }
        }
        return findings;
    }

    /**
     * Excludes the cache again if it has got keys in the meantime, because those are not verified. A cache gets such keys
     * before it is excluded on their account. So either they are seen here, or that exclusion happens after this call.
     */
    private void include(String cacheName, Set<String> verified) {
        trust.include(cacheName);
        unremovable.remove(cacheName);
        if (!verified.equals(patterns.apply(cacheName))) {
            trust.exclude(cacheName);
        }
    }

    private void keepExcluded(String cacheName, RuntimeException refusal) {
        trust.exclude(cacheName);
        if (unremovable.add(cacheName)) {
            log.warn(
                    "Redis refuses to remove entries of cache '{}' that may be older than its last restart: reads of this"
                            + " cache go to the database until it does. Let Redis take writes again{}",
                    cacheName,
                    FailureText.of(refusal));
        }
    }
}
