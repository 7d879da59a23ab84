package io.github.cacheconsistency.integration;

import org.jspecify.annotations.Nullable;

/** The ways to read a cached item. */
enum Seam {
    CACHEABLE {
        @Override
        @Nullable
        Item read(ItemService service, TypedCaches caches, Items items, String cache, long id) {
            return service.find(cache, id);
        }
    },
    CACHEABLE_SYNC {
        @Override
        @Nullable
        Item read(ItemService service, TypedCaches caches, Items items, String cache, long id) {
            return service.findInSync(cache, id);
        }
    },
    PROGRAMMATIC {
        @Override
        @Nullable
        Item read(ItemService service, TypedCaches caches, Items items, String cache, long id) {
            return caches.get(cache).get(id, () -> items.load(id));
        }
    };

    abstract @Nullable Item read(ItemService service, TypedCaches caches, Items items, String cache, long id);
}
