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
 * Ends endless polling in a forced order: the locking writer of Spring polls the lock, each time a step of the race,
 * while the task that holds the lock is paused. Not ordered, so it runs outside of the gate of the kit.
 */
final class SpringLockPolls implements BeanPostProcessor {

    /** More polls than in any valid order, in which the holder of the lock has moved on. */
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

    /**
     * Uses interface proxies, because the class proxies of the kit return less specific types than those classes
     * declare.
     */
    private static Object proxy(Object target, MethodInterceptor interceptor) {
        ProxyFactory factory = new ProxyFactory(target);
        factory.addAdvice(interceptor);
        return factory.getProxy(target.getClass().getClassLoader());
    }
}
