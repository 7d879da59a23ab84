package io.github.cacheconsistency.peers;

import io.github.cacheconsistency.test.gate.Access;
import io.github.cacheconsistency.test.gate.Operation;
import io.github.cacheconsistency.test.gate.SwitchableGate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RLock;
import org.redisson.api.RMap;
import org.redisson.api.RedissonClient;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Routes the calls of a {@link RedissonClient} through the gate of the kit, because Redisson does not use the
 * connection factories of Spring. Each call of Redisson's Spring cache on its map or on a lock is one command, script
 * or transaction in Redis, and so one step. An unknown call fails, because it would be a step outside the schedule.
 */
final class RedissonGate implements BeanPostProcessor {

    /** The calls of {@code RedissonCache}, by the access of their commands. */
    private static final Map<String, Access> COMMANDS = Map.of(
            "get", Access.READ,
            "getWithTTLOnly", Access.READ,
            "fastPut", Access.WRITE,
            "putIfAbsent", Access.WRITE,
            "fastRemove", Access.WRITE,
            "clear", Access.WRITE);

    private final SwitchableGate gate;
    private final RedissonLocking locking;

    /**
     * Creates the gate.
     *
     * @param locking how tasks of a race acquire locks
     */
    RedissonGate(SwitchableGate gate, RedissonLocking locking) {
        this.gate = gate;
        this.locking = locking;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        if (!(bean instanceof RedissonClient)) {
            return bean;
        }
        return proxy(bean, invocation -> {
            Object result = invocation.proceed();
            return result instanceof RMap<?, ?> map ? proxy(map, call -> mapCall(map.getName(), call)) : result;
        });
    }

    private @Nullable Object mapCall(String key, MethodInvocation call) throws Throwable {
        String name = call.getMethod().getName();
        Access access = COMMANDS.get(name);
        if (access != null) {
            return gate.pass(
                    Operation.redis(name.toUpperCase(Locale.ROOT), access, List.of(key), List.of()), call::proceed);
        }
        if (name.equals("getLock")) {
            RLock lock = (RLock) call.proceed();
            return proxy(lock, lockCall -> lockCall(lock, lockCall));
        }
        if (gate.holdsCurrentThread() && !name.equals("getName")) {
            throw new IllegalStateException(
                    "RMap." + name + " was called in a race, but RedissonGate does not know what "
                            + "it sends: add it to the commands there.");
        }
        return call.proceed();
    }

    private @Nullable Object lockCall(RLock lock, MethodInvocation call) throws Throwable {
        return switch (call.getMethod().getName()) {
            case "lock" -> {
                locking.lock(lock, gate);
                yield null;
            }
            case "unlock" -> gate.pass(RedissonLocking.operation("UNLOCK", Access.WRITE, lock), call::proceed);
            default ->
                throw new IllegalStateException("RLock." + call.getMethod().getName()
                        + " is not a call of RedissonCache that RedissonGate knows.");
        };
    }

    private static Object proxy(Object target, MethodInterceptor interceptor) {
        ProxyFactory factory = new ProxyFactory(target);
        factory.addAdvice(interceptor);
        return factory.getProxy(target.getClass().getClassLoader());
    }
}
