package io.github.cacheconsistency.integration;

import io.github.cacheconsistency.ConsistentCache;

/** The programmatic API for items. */
@FunctionalInterface
interface TypedCaches {

    ConsistentCache<Long, Item> get(String name);
}
