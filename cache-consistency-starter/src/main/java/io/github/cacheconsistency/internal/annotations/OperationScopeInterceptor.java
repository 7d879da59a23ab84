package io.github.cacheconsistency.internal.annotations;

import java.util.Collection;
import java.util.function.Predicate;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.cache.interceptor.CacheEvictOperation;
import org.springframework.cache.interceptor.CacheOperation;
import org.springframework.cache.interceptor.CacheOperationSource;
import org.springframework.cache.interceptor.CacheableOperation;

/** Opens an {@link OperationScope} for every call of a method with cache annotations. Thread-safe. */
final class OperationScopeInterceptor implements MethodInterceptor {

    private final CacheOperationSource operationSource;
    private final ReadStates reads;

    OperationScopeInterceptor(CacheOperationSource operationSource, ReadStates reads) {
        this.operationSource = operationSource;
        this.reads = reads;
    }

    @Override
    public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
        ReadState thread = reads.current();
        thread.enter(new OperationScope(
                () -> has(invocation, CacheableOperation.class::isInstance),
                () -> has(invocation, OperationScopeInterceptor::evictsBeforeInvocation)));
        try {
            return invocation.proceed();
        } finally {
            thread.leave();
        }
    }

    private boolean has(MethodInvocation invocation, Predicate<CacheOperation> kind) {
        Object target = invocation.getThis();
        Class<?> targetClass = target == null ? null : AopUtils.getTargetClass(target);
        Collection<CacheOperation> operations = operationSource.getCacheOperations(invocation.getMethod(), targetClass);
        return operations != null && operations.stream().anyMatch(kind);
    }

    private static boolean evictsBeforeInvocation(CacheOperation operation) {
        return operation instanceof CacheEvictOperation eviction && eviction.isBeforeInvocation();
    }
}
