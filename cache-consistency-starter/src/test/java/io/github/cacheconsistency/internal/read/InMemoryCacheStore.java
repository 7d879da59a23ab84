package io.github.cacheconsistency.internal.read;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.spi.CacheStore;
import io.github.cacheconsistency.spi.KeyState;
import io.github.cacheconsistency.spi.LeaseToken;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A {@link CacheStore} on a map, without expiry. It records every call, and fails on demand. */
public class InMemoryCacheStore implements CacheStore {

    private final Map<CacheKey, KeyState> states = new HashMap<>();
    private final List<String> calls = new ArrayList<>();
    private boolean failing;

    /** A key of the cache {@code points}. */
    public static CacheKey key(String name) {
        return new CacheKey("points", name.getBytes(StandardCharsets.UTF_8));
    }

    /** A value without a version. */
    public static KeyState.Value value(String payload) {
        return new KeyState.Value(payload.getBytes(StandardCharsets.UTF_8), null);
    }

    /** A value with a version. */
    public static KeyState.Value value(String payload, long version) {
        return new KeyState.Value(payload.getBytes(StandardCharsets.UTF_8), version);
    }

    /** The calls, oldest first, as {@code operation key ..}. */
    /** Records another event between the calls. */
    public void record(String call) {
        calls.add(call);
    }

    public List<String> calls() {
        return List.copyOf(calls);
    }

    public void forgetCalls() {
        calls.clear();
    }

    /** Makes all operations throw, or work again. */
    public void fail(boolean fail) {
        failing = fail;
    }

    public KeyState state(CacheKey key) {
        return states.getOrDefault(key, KeyState.Absent.INSTANCE);
    }

    public void hold(CacheKey key, KeyState state) {
        states.put(key, state);
    }

    @Override
    public KeyState get(CacheKey key) {
        called("get", key);
        return state(key);
    }

    @Override
    public List<KeyState> getAll(List<CacheKey> keys) {
        called("getAll", keys);
        return keys.stream().map(this::state).toList();
    }

    @Override
    public KeyState getAndTouch(CacheKey key, Duration timeToLive) {
        called("getAndTouch", key);
        return state(key);
    }

    @Override
    public boolean lease(CacheKey key, LeaseToken token, Duration leaseTime) {
        called("lease", key, token.value(), leaseTime);
        return states.putIfAbsent(key, new KeyState.Lease(token)) == null;
    }

    @Override
    public KeyState getOrLease(CacheKey key, LeaseToken token, Duration leaseTime) {
        called("getOrLease", key, token.value(), leaseTime);
        return take(key, token) ? KeyState.Absent.INSTANCE : state(key);
    }

    private boolean take(CacheKey key, LeaseToken token) {
        boolean free = state(key) instanceof KeyState.Absent
                || state(key) instanceof KeyState.Lease lease && lease.isUnattended();
        if (free) {
            states.put(key, new KeyState.Lease(token));
        }
        return free;
    }

    @Override
    public List<Boolean> leaseAll(Map<CacheKey, LeaseToken> tokens, Duration leaseTime) {
        called("leaseAll", new ArrayList<>(tokens.keySet()), leaseTime);
        Map<CacheKey, Boolean> taken = new LinkedHashMap<>();
        tokens.forEach((key, token) -> taken.put(key, take(key, token)));
        return List.copyOf(taken.values());
    }

    @Override
    public List<Boolean> renewAll(Map<CacheKey, LeaseToken> tokens, Duration leaseTime) {
        called("renewAll", new ArrayList<>(tokens.keySet()), leaseTime);
        return tokens.entrySet().stream()
                .map(entry -> state(entry.getKey()).equals(new KeyState.Lease(entry.getValue())))
                .toList();
    }

    @Override
    public boolean fill(CacheKey key, LeaseToken token, KeyState.Value value, @Nullable Duration timeToLive) {
        called("fill", key, token.value());
        return states.replace(key, new KeyState.Lease(token), value);
    }

    @Override
    public boolean fillOrReplaceOlder(
            CacheKey key, LeaseToken token, KeyState.Value value, @Nullable Duration timeToLive) {
        called("fillOrReplaceOlder", key, token.value());
        return states.replace(key, new KeyState.Lease(token), value);
    }

    @Override
    public boolean release(CacheKey key, LeaseToken token) {
        called("release", key, token.value());
        return states.remove(key, new KeyState.Lease(token));
    }

    @Override
    public void putIfNewer(CacheKey key, KeyState.Value value, @Nullable Duration timeToLive) {
        called("putIfNewer", key);
        states.replace(key, value);
    }

    @Override
    public void set(CacheKey key, KeyState.Value value, @Nullable Duration timeToLive) {
        called("set", key);
        states.put(key, value);
    }

    @Override
    public KeyState setIfAbsent(CacheKey key, KeyState.Value value, @Nullable Duration timeToLive) {
        called("setIfAbsent", key);
        KeyState held = state(key);
        if (held instanceof KeyState.Value || held instanceof KeyState.Tombstone) {
            return held;
        }
        states.put(key, value);
        return KeyState.Absent.INSTANCE;
    }

    @Override
    public boolean holdsValues(String cacheName, byte[] pattern) {
        called("holdsValues", cacheName, new String(pattern, StandardCharsets.UTF_8));
        return states.entrySet().stream()
                .anyMatch(entry ->
                        entry.getKey().cacheName().equals(cacheName) && entry.getValue() instanceof KeyState.Value);
    }

    @Override
    public boolean removeValue(CacheKey key) {
        called("removeValue", key);
        return state(key) instanceof KeyState.Value value && states.remove(key, value);
    }

    @Override
    public long invalidate(Collection<CacheKey> keys) {
        called("invalidate", keys);
        return keys.stream().filter(key -> states.remove(key) != null).count();
    }

    @Override
    public long invalidateBeforeCommit(Collection<CacheKey> keys) {
        return invalidate(keys);
    }

    @Override
    public long invalidateMatching(String cacheName, byte[] pattern) {
        called("invalidateMatching", cacheName, new String(pattern, StandardCharsets.UTF_8));
        states.keySet().removeIf(key -> key.cacheName().equals(cacheName));
        return 0;
    }

    private void called(String operation, Object... arguments) {
        calls.add(List.of(arguments).stream()
                .map(Object::toString)
                .collect(Collectors.joining(" ", operation + " ", "")));
        if (failing) {
            throw new IllegalStateException("Redis does not answer");
        }
    }
}
