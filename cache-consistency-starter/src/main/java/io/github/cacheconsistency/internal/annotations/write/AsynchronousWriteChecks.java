package io.github.cacheconsistency.internal.annotations.write;

import io.github.cacheconsistency.internal.write.Write;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.util.ClassUtils;

/** Refuses what no order of steps can make right, before it has changed anything where its declaration tells. */
final class AsynchronousWriteChecks {

    private static final boolean REACTIVE_STREAMS =
            ClassUtils.isPresent("org.reactivestreams.Publisher", AsynchronousWriteChecks.class.getClassLoader());

    private final GuardedWrites guarded;
    private final BooleanSupplier reactiveTransactions;

    /** @param reactiveTransactions whether the application has a reactive transaction manager */
    AsynchronousWriteChecks(GuardedWrites guarded, BooleanSupplier reactiveTransactions) {
        this.guarded = guarded;
        this.reactiveTransactions = reactiveTransactions;
    }

    boolean isGuarded(WritingMethod method) {
        return guarded.areGuarded(method.operations());
    }

    /** Before the method's body. The result of a task is there when its body ends, whatever its type. */
    void beforeCall(WritingMethod method) {
        AsynchronousType type = method.type();
        if (type == AsynchronousType.NONE) {
            return;
        }
        refuseLookup(method);
        if (!method.isTask()) {
            if (type == AsynchronousType.FUTURE) {
                throw untoldEnd(method);
            }
            if (type == AsynchronousType.STAGE) {
                refuseUnknownKeys(method);
            }
        }
        if (type == AsynchronousType.REACTIVE && hidesTransactions(method) && reactiveTransactions.getAsBoolean()) {
            throw refused(
                    method,
                    "to return a Mono, a Flux or a CompletableFuture",
                    method.returnType().getName() + ", which hides the reactive transaction of its subscriber",
                    "Return a Mono or a Flux.");
        }
    }

    void refuseLookup(WritingMethod method) {
        if (method.looksUp()) {
            throw refused(
                    method,
                    "to either look up a cache or write to one, because its result comes later than its return",
                    "both @Cacheable and @CacheEvict or @CachePut",
                    "Make two methods of it, or let it return the value itself.");
        }
    }

    /** For a result that may not have come when a transaction of its caller's thread is about to commit. */
    void refuseUnknownKeys(WritingMethod method) {
        if (!method.knowsItsKeys()) {
            refuseUnknownKeys(method, null);
        }
    }

    /** The same if the arguments turn out not to tell a key. */
    void refuseUnknownKeys(WritingMethod method, @Nullable RuntimeException cause) {
        if (guarded.needTransaction(method.operations())) {
            throw refused(
                    method,
                    "to have keys that its arguments tell, because its result may come after the commit, and the outbox or"
                            + " the strategy of the cache needs them before it",
                    "keys that depend on its result",
                    "Take the key from the arguments, or let the method return the value itself.",
                    cause);
        }
    }

    /** For a publisher whose subscriber is in no transaction: its statements are committed one by one. */
    void refuseWithoutTransaction(UnfinishedWrite write) {
        boolean needed = guarded.needInvalidationBeforeCommit(write.method().operations())
                || write.failed().stream().anyMatch(Write::isNeededBeforeCommit);
        if (needed) {
            throw refused(
                    write.method(),
                    "to be subscribed to inside a reactive transaction, because a cache that it writes to has to be"
                            + " invalidated before the commit",
                    "none",
                    "Annotate it with @Transactional, or choose the strategy 'lease' for its caches.");
        }
    }

    UnsupportedOperationException untoldEnd(WritingMethod method) {
        return refused(
                method,
                "to return a CompletableFuture, which tells when it ends",
                method.returnType().getName(),
                "Return a CompletableFuture, or the value itself.");
    }

    private static boolean hidesTransactions(WritingMethod method) {
        return REACTIVE_STREAMS && PublisherType.isForeign(method.returnType());
    }

    private static UnsupportedOperationException refused(
            WritingMethod method, String expected, String found, String action) {
        return refused(method, expected, found, action, null);
    }

    private static UnsupportedOperationException refused(
            WritingMethod method, String expected, String found, String action, @Nullable Throwable cause) {
        return new UnsupportedOperationException(
                "Expected method %s, which writes to a guarded cache, %s; found %s. %s Or turn the library off for its caches"
                                .formatted(method, expected, found, action)
                        + " (cache-consistency.caches.<name>.enabled=false).",
                cause);
    }

    /** Only loaded where there are reactive streams. */
    private static final class PublisherType {

        /** A suspending function's type is that of its Java signature, and Reactor stands behind it. */
        static boolean isForeign(Class<?> type) {
            return type != Object.class && !Publisher.class.isAssignableFrom(type);
        }
    }
}
