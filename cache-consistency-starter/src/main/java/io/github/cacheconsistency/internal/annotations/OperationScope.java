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
 * One call of an annotated method: begins before its cache lookup and ends after its cache update. Whatever load is not
 * filled by then (exception, {@code unless}, ..) is given back at its end. Confined to its thread.
 */
public final class OperationScope {

    private final BooleanSupplier looksUp;
    private final BooleanSupplier evictsBeforeInvocation;
    private boolean inBody;

    /** Made when they are needed: a hit needs none of them. */
    private Map<CacheKey, Load> loads = Map.of();

    private List<Runnable> evictions = List.of();

    /**
     * @param looksUp asked if something is looked up: whether the method's annotations do that
     * @param evictsBeforeInvocation asked if something is evicted
     */
    public OperationScope(BooleanSupplier looksUp, BooleanSupplier evictsBeforeInvocation) {
        this.looksUp = looksUp;
        this.evictsBeforeInvocation = evictsBeforeInvocation;
    }

    /** From now on the method's own code runs, which has nothing to do with its annotations; or it has ended. */
    void inBody(boolean runs) {
        inBody = runs;
    }

    /** Whether the method's own code runs. */
    boolean isInBody() {
        return inBody;
    }

    /**
     * Whether a lookup now is one of the method's annotations, so that its load ends with the method. Any other is made by
     * hand: what it takes must hold up no reader, for this method may take long.
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
     * The load that a value about to be stored belongs to; {@code null} if the value was not asked for by a lookup. A
     * load that began before the active transaction is not given away either: it is for what the method returns, and a
     * value that its body puts in between is a write.
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
     * Has {@code eviction} repeated at the end if this method evicts before its body: the body's write may be committed
     * only after the eviction, and a stale fill slip in between (docs/protocols.md, G4).
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
