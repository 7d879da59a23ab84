package io.github.cacheconsistency.internal.annotations;

import java.lang.reflect.Method;
import org.aopalliance.aop.Advice;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.Pointcut;
import org.springframework.aop.support.AbstractPointcutAdvisor;
import org.springframework.aop.support.StaticMethodMatcherPointcut;
import org.springframework.cache.interceptor.CacheOperationSource;

/**
 * Runs inside all cache interceptors, around the code of methods that only read caches, and notifies their
 * {@link OperationScope}.
 */
public final class OperationBodyAdvisor extends AbstractPointcutAdvisor {

    private static final long serialVersionUID = 1L;

    private final transient Pointcut pointcut;
    private final transient Advice advice;

    public OperationBodyAdvisor(CacheOperationSource operationSource, ReadStates reads) {
        CacheOperationSource cached = new CacheOperationKinds(operationSource).reads();
        this.pointcut = new StaticMethodMatcherPointcut() {
            @Override
            public boolean matches(Method method, Class<?> targetClass) {
                return cached.hasCacheOperations(method, targetClass);
            }
        };
        this.advice = (MethodInterceptor) invocation -> invoke(invocation, reads);
    }

    private static @Nullable Object invoke(MethodInvocation invocation, ReadStates reads) throws Throwable {
        OperationScope scope = reads.current().currentScope();
        if (scope == null) {
            return invocation.proceed();
        }
        scope.inBody(true);
        try {
            return invocation.proceed();
        } finally {
            scope.inBody(false);
        }
    }

    @Override
    public Pointcut getPointcut() {
        return pointcut;
    }

    @Override
    public Advice getAdvice() {
        return advice;
    }
}
