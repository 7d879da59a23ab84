package io.github.cacheconsistency.internal.annotations.write;

import java.lang.reflect.Method;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.interceptor.CacheOperation;
import org.springframework.cache.interceptor.CacheOperationSource;
import org.springframework.core.MethodClassKey;

/**
 * The {@link WritingMethod}s of an application; each is created once. As an operation source, it returns their known evictions.
 * Thread-safe.
 */
final class WritingMethods implements CacheOperationSource {

    private final CacheOperationSource operationSource;
    private final Map<MethodClassKey, WritingMethod> methods = new ConcurrentHashMap<>();

    WritingMethods(CacheOperationSource operationSource) {
        this.operationSource = operationSource;
    }

    WritingMethod of(Method method, Class<?> targetClass) {
        return methods.computeIfAbsent(new MethodClassKey(method, targetClass), any -> {
            Collection<CacheOperation> operations = operationSource.getCacheOperations(method, targetClass);
            return new WritingMethod(method, targetClass, operations == null ? List.of() : operations);
        });
    }

    @Override
    public boolean hasCacheOperations(Method method, @Nullable Class<?> targetClass) {
        return getCacheOperations(method, targetClass) != null;
    }

    @Override
    public @Nullable Collection<CacheOperation> getCacheOperations(Method method, @Nullable Class<?> targetClass) {
        Class<?> type = targetClass == null ? method.getDeclaringClass() : targetClass;
        List<CacheOperation> evictions = of(method, type).knownEvictions();
        return evictions.isEmpty() ? null : evictions;
    }
}
