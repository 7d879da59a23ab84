package io.github.cacheconsistency.autoconfigure;

/** Property names in the form in which a user writes them. */
final class PropertyNames {

    private PropertyNames() {}

    /** {@code caches.points}, or {@code caches[user.points]} if the name needs brackets. */
    static String cache(String cacheName) {
        return isPlain(cacheName) ? "caches." + cacheName : "caches[" + cacheName + "]";
    }

    /** {@code cache-consistency.caches.points.strategy} for the cache {@code points} and {@code strategy}. */
    static String ofCache(String cacheName, String property) {
        return global(cache(cacheName) + "." + property);
    }

    /** {@code cache-consistency.strategy} for {@code strategy}. */
    static String global(String property) {
        return CacheConsistencyProperties.PREFIX + "." + property;
    }

    private static boolean isPlain(String cacheName) {
        return cacheName.matches("[A-Za-z0-9-]+");
    }
}
