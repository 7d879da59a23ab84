package io.github.cacheconsistency.internal.annotations.write;

import io.github.cacheconsistency.internal.write.TransactionRunner;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.Collection;
import java.util.function.Supplier;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.cache.interceptor.CacheOperation;
import org.springframework.cache.interceptor.CacheOperationSource;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Opens a transaction around methods that write to a cache whose strategy invalidates before the commit, or whose invalidations
 * go to the outbox, unless a transaction is active. Without one, each statement would be committed before the invalidation or
 * the row of the outbox. Rolls back on every exception, because Spring does not evict after an exception. Thread-safe.
 */
final class TransactionForWrites implements MethodInterceptor {

    private final CacheOperationSource operationSource;
    private final GuardedWrites guardedWrites;
    private final Supplier<TransactionRunner> transactions;

    /**
     * @param transactions called with the first use, because this is created before most other beans
     */
    public TransactionForWrites(
            CacheOperationSource operationSource,
            GuardedWrites guardedWrites,
            Supplier<TransactionRunner> transactions) {
        this.operationSource = operationSource;
        this.guardedWrites = guardedWrites;
        this.transactions = transactions;
    }

    @Override
    public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
        if (TransactionSynchronizationManager.isActualTransactionActive() || !needsTransaction(invocation)) {
            return invocation.proceed();
        }
        return transactions.get().<@Nullable Object, Exception>run(() -> proceed(invocation));
    }

    /**
     * Returns {@code false} for reactive methods: they run when they are subscribed to, and a transaction of this thread would
     * have ended by then.
     */
    private boolean needsTransaction(MethodInvocation invocation) {
        Object target = invocation.getThis();
        Class<?> targetClass = target == null ? null : AopUtils.getTargetClass(target);
        Collection<CacheOperation> operations = operationSource.getCacheOperations(invocation.getMethod(), targetClass);
        return operations != null
                && guardedWrites.needTransaction(operations)
                && AsynchronousType.of(invocation.getMethod(), targetClass) != AsynchronousType.REACTIVE;
    }

    private static @Nullable Object proceed(MethodInvocation invocation) throws Exception {
        try {
            return invocation.proceed();
        } catch (Exception | Error failure) {
            throw failure;
        } catch (Throwable failure) {
            throw new UndeclaredThrowableException(failure);
        }
    }
}
