package io.github.cacheconsistency.internal.annotations.write;

import io.github.cacheconsistency.internal.write.Write;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.util.ClassUtils;

/**
 * Refuses asynchronous methods that no order of steps can make consistent. If the method's declaration is enough to decide, it
 * is refused before it has changed anything. Thread-safe.
 */
final class AsynchronousWriteChecks {

    private static final boolean REACTIVE_STREAMS =
            ClassUtils.isPresent("org.reactivestreams.Publisher", AsynchronousWriteChecks.class.getClassLoader());

    private final GuardedWrites guarded;
    private final BooleanSupplier reactiveTransactions;

    /**
     * @param reactiveTransactions returns whether the application has a reactive transaction manager
     */
    AsynchronousWriteChecks(GuardedWrites guarded, BooleanSupplier reactiveTransactions) {
        this.guarded = guarded;
        this.reactiveTransactions = reactiveTransactions;
    }

    boolean isGuarded(WritingMethod method) {
        return guarded.areGuarded(method.operations());
    }

    /**
     * Checks a method before its body runs. Tasks may have any result type, because the result is available when the body ends.
     */
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

    /** Refuses a method with keys that depend on its result, if the commit may come before the result and needs the keys. */
    void refuseUnknownKeys(WritingMethod method) {
        if (!method.knowsItsKeys()) {
            refuseUnknownKeys(method, null);
        }
    }

    /** Refuses a method for which a key could not be computed from the arguments, under the same condition. */
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

    /**
     * Refuses a publisher whose subscriber is in no transaction, if a cache must be invalidated before the commit: each of its
     * statements is committed separately.
     */
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

    /** Loaded only if reactive streams are present. */
    private static final class PublisherType {

        /**
         * Returns whether a return type belongs to neither Reactor nor suspending functions. The latter return {@code Object}
         * in their Java signature and use Reactor.
         */
        static boolean isForeign(Class<?> type) {
            return type != Object.class && !Publisher.class.isAssignableFrom(type);
        }
    }
}
