package io.github.cacheconsistency.internal.annotations;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.internal.read.Load;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The reads that one thread has begun through the cache abstraction. Spring looks a key up and stores the loaded value in two
 * separate calls; this class connects them. Confined to its thread.
 */
public final class ReadState {

    private static final int MOST_UNATTENDED = 16;

    private final Deque<OperationScope> scopes = new ArrayDeque<>();

    /** Loads that were begun outside annotated methods, through the {@code Cache} interface. Their end is never reported. */
    private final Map<CacheKey, Load> unattended = new LinkedHashMap<>();

    private @Nullable UnserializableValue unserializable;
    private byte @Nullable [] writtenPayload;
    private @Nullable Object written;
    private @Nullable CacheKey lastHit;
    private @Nullable Function<CacheKey, byte @Nullable []> retryLookup;

    /** Enters a scope, which becomes the innermost one. Each call must be followed by {@link #leave}. */
    public void enter(OperationScope scope) {
        scopes.push(scope);
    }

    /** Leaves and closes the innermost scope. */
    public void leave() {
        scopes.pop().close();
    }

    /** Returns the scope of the innermost annotated method that is running; {@code null} if there is none. */
    @Nullable
    OperationScope currentScope() {
        return scopes.peek();
    }

    void addUnattended(Load load) {
        Load replaced = unattended.put(load.key(), load);
        if (replaced != null) {
            replaced.close();
        }
        if (unattended.size() > MOST_UNATTENDED) {
            var eldest = unattended.values().iterator();
            eldest.next().close();
            eldest.remove();
        }
    }

    @Nullable
    Load takeUnattended(CacheKey key) {
        return unattended.remove(key);
    }

    void rememberUnserializable(UnserializableValue value) {
        unserializable = value;
    }

    /** Returns the value for which {@code bytes} are the placeholder; {@code null} if they are not a placeholder. */
    @Nullable
    UnserializableValue unserializable(byte[] bytes) {
        return unserializable != null && Arrays.equals(bytes, unserializable.placeholder()) ? unserializable : null;
    }

    /** Remembers the value from which {@code payload} was made, until the put or the read that follows. */
    void rememberWritten(byte[] payload, @Nullable Object value) {
        writtenPayload = payload;
        written = value;
    }

    /** Returns the value from which {@code payload} has just been made; {@code null} if there is none. */
    @Nullable
    Object written(byte[] payload) {
        return Arrays.equals(payload, writtenPayload) ? written : null;
    }

    void forgetValues() {
        unserializable = null;
        writtenPayload = null;
        written = null;
    }

    /**
     * Remembers a hit in case its value cannot be deserialized.
     *
     * @param retry repeats the lookup
     */
    void rememberHit(CacheKey key, Function<CacheKey, byte @Nullable []> retry) {
        lastHit = key;
        retryLookup = retry;
    }

    void forgetHit() {
        lastHit = null;
        retryLookup = null;
    }

    @Nullable
    CacheKey lastHit() {
        return lastHit;
    }

    byte @Nullable [] retryLookup() {
        CacheKey key = lastHit;
        Function<CacheKey, byte @Nullable []> retry = retryLookup;
        return key == null || retry == null ? null : retry.apply(key);
    }
}
