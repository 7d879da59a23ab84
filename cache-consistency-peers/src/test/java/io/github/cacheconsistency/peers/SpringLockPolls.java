package io.github.cacheconsistency.peers;

import io.github.cacheconsistency.test.gate.SwitchableGate;
import org.aopalliance.intercept.MethodInterceptor;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.RedisKeyCommands;

/**
 * Ends what would not end: Spring's locking writer asks again and again whether the lock is there, each time a step of
 * the race, while the task that holds the lock stands still. Not ordered, and so outside of the kit's own gate.
 */
final class SpringLockPolls implements BeanPostProcessor {

    /** More than any correct order needs, in which the lock's holder has moved on. */
    private static final int POLLS = 5;

    private final SwitchableGate gate;
    private final HeldLocks locks;
    private final ThreadLocal<Integer> polls = ThreadLocal.withInitial(() -> 0);

    SpringLockPolls(SwitchableGate gate, HeldLocks locks) {
        this.gate = gate;
        this.locks = locks;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        return bean instanceof RedisConnectionFactory
                ? proxy(bean, invocation -> {
                    Object result = invocation.proceed();
                    return result instanceof RedisConnection ? connection(result) : result;
                })
                : bean;
    }

    private Object connection(Object connection) {
        return proxy(connection, invocation -> {
            Object result = invocation.proceed();
            return result instanceof RedisKeyCommands
                            && invocation.getMethod().getName().equals("keyCommands")
                    ? keyCommands(result)
                    : result;
        });
    }

    private Object keyCommands(Object commands) {
        return proxy(commands, invocation -> {
            Object reply = invocation.proceed();
            if (invocation.getMethod().getName().equals("exists")) {
                polled(reply);
            }
            return reply;
        });
    }

    private void polled(@Nullable Object held) {
        if (!Boolean.TRUE.equals(held) || !gate.holdsCurrentThread()) {
            polls.remove();
            return;
        }
        polls.set(polls.get() + 1);
        if (polls.get() == POLLS) {
            polls.remove();
            throw locks.wanted("in Redis");
        }
    }

    /** By interfaces: the kit's proxies of classes return less than those classes declare. */
    private static Object proxy(Object target, MethodInterceptor interceptor) {
        ProxyFactory factory = new ProxyFactory(target);
        factory.addAdvice(interceptor);
        return factory.getProxy(target.getClass().getClassLoader());
    }
}
