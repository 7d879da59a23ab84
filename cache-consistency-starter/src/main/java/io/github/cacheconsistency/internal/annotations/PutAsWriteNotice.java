package io.github.cacheconsistency.internal.annotations;

import io.github.cacheconsistency.internal.cache.GuardedCache;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs, once per cache, that values put into the cache are not stored in the way of the stock cache manager. Thread-safe. */
final class PutAsWriteNotice {

    private static final Logger log = LoggerFactory.getLogger(PutAsWriteNotice.class);

    private final Set<String> told = ConcurrentHashMap.newKeySet();

    /** Called when a value was put into {@code cache} without a lookup. */
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
