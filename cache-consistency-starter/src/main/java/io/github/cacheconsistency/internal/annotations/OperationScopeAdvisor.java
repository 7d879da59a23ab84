package io.github.cacheconsistency.internal.annotations;

import java.lang.reflect.Method;
import org.aopalliance.aop.Advice;
import org.springframework.aop.Pointcut;
import org.springframework.aop.support.AbstractPointcutAdvisor;
import org.springframework.aop.support.StaticMethodMatcherPointcut;
import org.springframework.cache.interceptor.CacheOperationSource;

/** Applies the {@link OperationScopeInterceptor} to all methods with cache annotations. */
public final class OperationScopeAdvisor extends AbstractPointcutAdvisor {

    private static final long serialVersionUID = 1L;

    private final transient Pointcut pointcut;
    private final transient Advice advice;

    public OperationScopeAdvisor(CacheOperationSource operationSource, ReadStates reads) {
        this.pointcut = new StaticMethodMatcherPointcut() {
            @Override
            public boolean matches(Method method, Class<?> targetClass) {
                return operationSource.hasCacheOperations(method, targetClass);
            }
        };
        this.advice = new OperationScopeInterceptor(operationSource, reads);
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
