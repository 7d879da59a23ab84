package io.github.cacheconsistency.internal.annotations;

import java.lang.reflect.Method;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.StaticMethodMatcherPointcut;
import org.springframework.cache.interceptor.CacheOperation;
import org.springframework.cache.interceptor.CacheOperationSource;
import org.springframework.cache.interceptor.CacheableOperation;

/** Distinguishes methods that only read caches ({@code @Cacheable}) from those that write to one. Thread-safe. */
public final class CacheOperationKinds {

    private final CacheOperationSource operationSource;

    public CacheOperationKinds(CacheOperationSource operationSource) {
        this.operationSource = operationSource;
    }

    /** Returns a source with the operations of methods that only read. It has none for other methods. */
    public CacheOperationSource reads() {
        return new ReadOperations();
    }

    /** Returns a pointcut that matches methods with at least one operation that puts or evicts. */
    public StaticMethodMatcherPointcut writes() {
        return new StaticMethodMatcherPointcut() {
            @Override
            public boolean matches(Method method, Class<?> targetClass) {
                return writes(operationSource.getCacheOperations(method, targetClass));
            }
        };
    }

    private static boolean writes(@Nullable Collection<CacheOperation> operations) {
        return operations != null && !operations.stream().allMatch(CacheableOperation.class::isInstance);
    }

    private final class ReadOperations implements CacheOperationSource {

        @Override
        public boolean isCandidateClass(Class<?> targetClass) {
            return operationSource.isCandidateClass(targetClass);
        }

        @Override
        public boolean hasCacheOperations(Method method, @Nullable Class<?> targetClass) {
            return getCacheOperations(method, targetClass) != null;
        }

        @Override
        public @Nullable Collection<CacheOperation> getCacheOperations(Method method, @Nullable Class<?> targetClass) {
            Collection<CacheOperation> operations = operationSource.getCacheOperations(method, targetClass);
            return writes(operations) ? null : operations;
        }
    }
}
