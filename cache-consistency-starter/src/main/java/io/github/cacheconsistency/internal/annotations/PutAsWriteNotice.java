package io.github.cacheconsistency.internal.annotations;

import io.github.cacheconsistency.internal.cache.GuardedCache;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the log, once per cache, that values put into it are not stored as the stock cache manager stores them. Thread-safe.
 */
final class PutAsWriteNotice {

    private static final Logger log = LoggerFactory.getLogger(PutAsWriteNotice.class);

    private final Set<String> told = ConcurrentHashMap.newKeySet();

    /** A value was put into {@code cache} that no lookup had asked for. */
    void taken(GuardedCache cache) {
        if (cache.strategy().storesPuts() || !told.add(cache.name())) {
            return;
        }
        log.info(
                "A put to cache '{}' was taken as a write: strategy '{}' {}. To fill the cache in advance, call warmUp of its"
                        + " ConsistentCache. This is logged once per cache",
                cache.name(),
                cache.strategy().name(),
                cache.strategy().usesVersions()
                        ? "stores the value over an older version of it only, and otherwise invalidates the key"
                        : "invalidates the key, because nothing tells whether the value is the latest one");
    }
}
