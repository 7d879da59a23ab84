package io.github.cacheconsistency.redis;

import java.util.Collection;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.cache.interceptor.CacheEvictOperation;
import org.springframework.cache.interceptor.CacheOperation;
import org.springframework.cache.interceptor.CacheOperationSource;

/** Opens an {@link OperationScope} around every call of a method with cache annotations. */
final class OperationScopeInterceptor implements MethodInterceptor {

    private final CacheOperationSource operationSource;
    private final Reads reads;

    OperationScopeInterceptor(CacheOperationSource operationSource, Reads reads) {
        this.operationSource = operationSource;
        this.reads = reads;
    }

    @Override
    public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
        ThreadReads thread = reads.current();
        thread.enter(new OperationScope(() -> evictsBeforeInvocation(invocation)));
        try {
            return invocation.proceed();
        } finally {
            thread.leave();
        }
    }

    private boolean evictsBeforeInvocation(MethodInvocation invocation) {
        Object target = invocation.getThis();
        Class<?> targetClass = target == null ? null : AopUtils.getTargetClass(target);
        Collection<CacheOperation> operations = operationSource.getCacheOperations(invocation.getMethod(), targetClass);
        if (operations == null) {
            return false;
        }
        for (CacheOperation operation : operations) {
            if (operation instanceof CacheEvictOperation eviction && eviction.isBeforeInvocation()) {
                return true;
            }
        }
        return false;
    }
}
