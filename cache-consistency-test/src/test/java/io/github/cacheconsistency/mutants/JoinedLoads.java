package io.github.cacheconsistency.mutants;

import static io.github.cacheconsistency.mutants.Changes.when;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.spi.KeyState;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A wrong coalescing of loads: followers get the leader's value, whenever its load began and whether or not it was
 * filled.
 */
final class JoinedLoads {

    private final Map<CacheKey, KeyState.Value> loaded = new ConcurrentHashMap<>();
    private final ThreadLocal<@Nullable CacheKey> joined = new ThreadLocal<>();

    Map<Place, Change> changes() {
        return Map.of(
                new Place("internal.read.Load#fill(Value,Duration,boolean)"),
                call -> {
                    loaded.put(call.field("key"), call.argument(0));
                    return call.proceed();
                },
                new Place("internal.read.Miss#awaitCompletion(InFlightLoad)"),
                call -> {
                    Object landed = call.proceed();
                    if (Boolean.TRUE.equals(landed)) {
                        joined.set(call.field("key"));
                    }
                    return landed;
                },
                new Place("internal.redis.SpringDataCacheStore#get(CacheKey)"),
                when(call -> call.argument(0).equals(joined.get()), call -> {
                    joined.remove();
                    return loaded.get(call.<CacheKey>argument(0));
                }));
    }
}
