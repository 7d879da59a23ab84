package io.github.cacheconsistency.internal.annotations.write;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.interceptor.CacheEvictOperation;
import org.springframework.cache.interceptor.CacheOperation;
import org.springframework.cache.interceptor.CachePutOperation;
import org.springframework.cache.interceptor.CacheableOperation;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.scheduling.annotation.Async;
import org.springframework.util.ClassUtils;

/** A method that writes to caches, with the facts that are known before it ends. Immutable. */
final class WritingMethod {

    private static final String RESULT = "#result";

    private final Method method;
    private final Class<?> targetClass;
    private final Collection<CacheOperation> operations;
    private final AsynchronousType type;
    private final List<CacheOperation> knownEvictions;

    WritingMethod(Method method, Class<?> targetClass, Collection<CacheOperation> operations) {
        this.method = method;
        this.targetClass = targetClass;
        this.operations = operations;
        this.type = AsynchronousType.of(method, targetClass);
        this.knownEvictions = knownEvictions(operations);
    }

    Collection<CacheOperation> operations() {
        return operations;
    }

    AsynchronousType type() {
        return type;
    }

    Class<?> returnType() {
        return method.getReturnType();
    }

    boolean looksUp() {
        return operations.stream().anyMatch(CacheableOperation.class::isInstance);
    }

    boolean puts() {
        return operations.stream().anyMatch(CachePutOperation.class::isInstance);
    }

    /** Returns evictions for all writes whose keys can be computed from the arguments. */
    List<CacheOperation> knownEvictions() {
        return knownEvictions;
    }

    /** Returns whether all keys can be computed from the arguments. */
    boolean knowsItsKeys() {
        return knownEvictions.size()
                == operations.stream()
                        .filter(operation -> !(operation instanceof CacheableOperation))
                        .count();
    }

    /** Returns whether the method runs as a task of an executor, which waits for its result. */
    boolean isTask() {
        return AnnotatedElementUtils.hasAnnotation(method, Async.class)
                || AnnotatedElementUtils.hasAnnotation(
                        ClassUtils.getMostSpecificMethod(method, targetClass), Async.class)
                || AnnotatedElementUtils.hasAnnotation(targetClass, Async.class);
    }

    @Override
    public String toString() {
        return targetClass.getName() + "." + method.getName();
    }

    private static List<CacheOperation> knownEvictions(Collection<CacheOperation> operations) {
        List<CacheOperation> known = new ArrayList<>(operations.size());
        for (CacheOperation operation : operations) {
            boolean cacheWide = operation instanceof CacheEvictOperation eviction && eviction.isCacheWide();
            if (!(operation instanceof CacheableOperation) && (cacheWide || isKnown(operation.getKey()))) {
                known.add(eviction(operation, cacheWide));
            }
        }
        return List.copyOf(known);
    }

    private static CacheOperation eviction(CacheOperation of, boolean cacheWide) {
        CacheEvictOperation.Builder eviction = new CacheEvictOperation.Builder();
        eviction.setName(of.getName());
        eviction.setCacheNames(of.getCacheNames().toArray(String[]::new));
        eviction.setKey(of.getKey());
        eviction.setKeyGenerator(of.getKeyGenerator());
        eviction.setCacheManager(of.getCacheManager());
        eviction.setCacheResolver(of.getCacheResolver());
        // A condition that depends on the result may turn out to be true.
        eviction.setCondition(isKnown(of.getCondition()) ? of.getCondition() : "");
        eviction.setCacheWide(cacheWide);
        return eviction.build();
    }

    private static boolean isKnown(@Nullable String expression) {
        return expression == null || !expression.contains(RESULT);
    }
}
