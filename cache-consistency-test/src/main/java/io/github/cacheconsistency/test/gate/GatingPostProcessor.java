package io.github.cacheconsistency.test.gate;

import java.sql.Connection;
import javax.sql.DataSource;
import org.aopalliance.intercept.MethodInterceptor;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.data.redis.connection.ReactiveRedisClusterConnection;
import org.springframework.data.redis.connection.ReactiveRedisConnection;
import org.springframework.data.redis.connection.RedisClusterConnection;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.util.ClassUtils;

/**
 * Puts a gate in front of every {@link RedisConnectionFactory} and {@link DataSource} bean. The beans keep their class
 * and all interfaces, and can be unwrapped as before.
 */
public final class GatingPostProcessor implements BeanPostProcessor, Ordered {

    private static final boolean REACTIVE =
            ClassUtils.isPresent("reactor.core.publisher.Mono", GatingPostProcessor.class.getClassLoader());

    private final Gate gate;

    public GatingPostProcessor(Gate gate) {
        this.gate = gate;
    }

    /** After all others: nothing of what they add bypasses the gate. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        if (bean instanceof RedisConnectionFactory) {
            return proxy(bean, invocation -> redis(invocation.proceed()));
        }
        if (bean instanceof DataSource) {
            return proxy(bean, invocation -> jdbc(invocation.getMethod().getName(), invocation.proceed()));
        }
        return bean;
    }

    private Object proxy(Object bean, MethodInterceptor interceptor) {
        ProxyFactory factory = new ProxyFactory(bean);
        factory.setProxyTargetClass(true);
        factory.addAdvice(interceptor);
        return factory.getProxy(bean.getClass().getClassLoader());
    }

    private @Nullable Object redis(@Nullable Object result) {
        if (result instanceof RedisClusterConnection connection) {
            return GatedRedisConnection.wrap(RedisClusterConnection.class, gate, connection);
        }
        if (result instanceof RedisConnection connection) {
            return GatedRedisConnection.wrap(RedisConnection.class, gate, connection);
        }
        return REACTIVE ? reactive(result) : result;
    }

    private @Nullable Object reactive(@Nullable Object result) {
        if (result instanceof ReactiveRedisClusterConnection connection) {
            return GatedReactiveConnection.wrap(ReactiveRedisClusterConnection.class, gate, connection);
        }
        if (result instanceof ReactiveRedisConnection connection) {
            return GatedReactiveConnection.wrap(ReactiveRedisConnection.class, gate, connection);
        }
        return result;
    }

    private @Nullable Object jdbc(String method, @Nullable Object result) {
        return method.equals("getConnection") && result instanceof Connection connection
                ? GatedJdbcConnection.wrap(gate, connection)
                : result;
    }
}
