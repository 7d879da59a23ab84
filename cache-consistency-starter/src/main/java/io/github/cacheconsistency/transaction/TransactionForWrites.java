package io.github.cacheconsistency.transaction;

import io.github.cacheconsistency.coordination.GuardedCache;
import io.github.cacheconsistency.coordination.GuardedCaches;
import io.github.cacheconsistency.coordination.Outbox;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.Collection;
import java.util.Set;
import java.util.function.Supplier;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.cache.interceptor.CacheOperation;
import org.springframework.cache.interceptor.CacheOperationSource;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Opens a transaction around methods that write to a cache whose strategy invalidates before the commit, or whose
 * invalidations go to the outbox, unless one is active: without it their statements would be committed before the cache or
 * the outbox learns of them. It rolls back on every exception, because Spring does not evict after one.
 */
public final class TransactionForWrites implements MethodInterceptor {

    private final CacheOperationSource operationSource;
    private final Supplier<GuardedCaches> caches;
    private final Supplier<TransactionRunner> transactions;
    private final Supplier<Outbox> outbox;

    /** The suppliers are asked at the first call only: this is made before most other beans. */
    public TransactionForWrites(
            CacheOperationSource operationSource,
            Supplier<GuardedCaches> caches,
            Supplier<TransactionRunner> transactions,
            Supplier<Outbox> outbox) {
        this.operationSource = operationSource;
        this.caches = caches;
        this.transactions = transactions;
        this.outbox = outbox;
    }

    @Override
    public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
        if (TransactionSynchronizationManager.isActualTransactionActive() || !needsTransaction(invocation)) {
            return invocation.proceed();
        }
        return transactions.get().<@Nullable Object, Exception>run(() -> proceed(invocation));
    }

    private boolean needsTransaction(MethodInvocation invocation) {
        Object target = invocation.getThis();
        Collection<CacheOperation> operations = operationSource.getCacheOperations(
                invocation.getMethod(), target == null ? null : AopUtils.getTargetClass(target));
        return operations != null
                && (outbox.get().isEnabled() || caches.get().anyInvalidatesBeforeCommit())
                && operations.stream().map(CacheOperation::getCacheNames).anyMatch(this::mayNeedTransaction);
    }

    /** Names are empty where a {@code CacheResolver} finds the cache during the call. */
    private boolean mayNeedTransaction(Set<String> cacheNames) {
        return cacheNames.isEmpty()
                || cacheNames.stream()
                        .anyMatch(name -> needsTransaction(caches.get().get(name)));
    }

    private boolean needsTransaction(GuardedCache cache) {
        return outbox.get().isEnabled() && cache.settings().enabled()
                || cache.strategy().invalidatesBeforeCommit();
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
