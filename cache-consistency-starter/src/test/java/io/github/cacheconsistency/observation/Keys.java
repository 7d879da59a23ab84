package io.github.cacheconsistency.observation;

import io.github.cacheconsistency.CacheKey;
import java.nio.charset.StandardCharsets;

/** Keys for tests. */
final class Keys {

    private Keys() {}

    static CacheKey key(String cacheName, String key) {
        return new CacheKey(cacheName, key.getBytes(StandardCharsets.UTF_8));
    }
}
