package io.github.cacheconsistency.internal.annotations;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.internal.read.Load;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * One call of an annotated method. It begins before the cache lookup and ends after the cache update. A load that has not been
 * filled by then (exception, {@code unless}, ..) is closed at the end. Confined to its thread.
 */
public final class OperationScope {

    private final BooleanSupplier looksUp;
    private final BooleanSupplier evictsBeforeInvocation;
    private boolean inBody;

    /** Created on demand, because a hit needs no map. */
    private Map<CacheKey, Load> loads = Map.of();

    private List<Runnable> evictions = List.of();

    /**
     * @param looksUp returns whether the method's annotations look up a cache; called at a lookup
     * @param evictsBeforeInvocation returns whether they evict before the body; called at an eviction
     */
    public OperationScope(BooleanSupplier looksUp, BooleanSupplier evictsBeforeInvocation) {
        this.looksUp = looksUp;
        this.evictsBeforeInvocation = evictsBeforeInvocation;
    }

    /** Notes whether the method's own code runs. Its cache accesses are independent of the method's annotations. */
    void inBody(boolean runs) {
        inBody = runs;
    }

    /** Returns whether the method's own code runs. */
    boolean isInBody() {
        return inBody;
    }

    /**
     * Returns whether a lookup that happens now belongs to the method's annotations, so that its load ends with the method. Any
     * other lookup is made by code. Its lease must not delay other readers, because this method may take long.
     */
    boolean attends() {
        return !inBody && looksUp.getAsBoolean();
    }

    void add(Load load) {
        if (loads.isEmpty()) {
            loads = new LinkedHashMap<>(2);
        }
        Load first = loads.putIfAbsent(load.key(), load);
        if (first != null) {
            load.close();
        }
    }

    /**
     * Returns, and removes, the load to which a value that is about to be stored belongs; {@code null} if no lookup has
     * requested the value. A load that began before the active transaction stays: it belongs to the return value of the method,
     * and a value that the body puts in between is a write.
     */
    @Nullable
    Load take(CacheKey key) {
        Load load = loads.get(key);
        if (load == null || isInsideTransaction() && !load.isInsideTransaction()) {
            return null;
        }
        return loads.remove(key);
    }

    private static boolean isInsideTransaction() {
        return TransactionSynchronizationManager.isActualTransactionActive();
    }

    /**
     * Repeats {@code eviction} at the end if this method evicts before its body. The body's write may be committed after the
     * first eviction, and a stale value may be filled in between (docs/protocols.md, G4).
     */
    void evicted(Runnable eviction) {
        if (evictsBeforeInvocation.getAsBoolean()) {
            if (evictions.isEmpty()) {
                evictions = new ArrayList<>(1);
            }
            evictions.add(eviction);
        }
    }

    void close() {
        loads.values().forEach(Load::close);
        evictions.forEach(Runnable::run);
    }
}
