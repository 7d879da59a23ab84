package io.github.cacheconsistency.test.gate;

import com.zaxxer.hikari.HikariDataSource;
import java.lang.reflect.Modifier;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.data.redis.connection.ReactiveRedisClusterConnection;
import org.springframework.data.redis.connection.ReactiveRedisConnection;
import org.springframework.data.redis.connection.RedisClusterConnection;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/**
 * Puts a gate in front of every {@link RedisConnectionFactory} and {@link DataSource} bean. The beans keep their class
 * (unless it is final) and all interfaces, and can be unwrapped as before.
 */
public final class GatingPostProcessor implements BeanPostProcessor, Ordered, DisposableBean {

    private final Gate gate;
    private final List<SideConnections> sideConnections = new CopyOnWriteArrayList<>();

    public GatingPostProcessor(Gate gate) {
        this.gate = gate;
    }

    /** After all other post-processors, so that nothing that they add bypasses the gate. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        if (bean instanceof RedisConnectionFactory) {
            return proxy(bean, invocation -> redis(gate.connect(invocation::proceed)));
        }
        if (bean instanceof DataSource) {
            return proxy(
                    bean,
                    bean instanceof HikariDataSource pool
                            ? beside(pool, beanName)
                            : gated((DataSource) bean, beanName));
        }
        return bean;
    }

    @Override
    public void destroy() {
        sideConnections.forEach(SideConnections::close);
    }

    private Object proxy(Object bean, MethodInterceptor interceptor) {
        ProxyFactory factory = new ProxyFactory(bean);
        factory.setProxyTargetClass(!Modifier.isFinal(bean.getClass().getModifiers()));
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
        if (result instanceof ReactiveRedisClusterConnection connection) {
            return GatedReactiveConnection.wrap(ReactiveRedisClusterConnection.class, gate, connection);
        }
        if (result instanceof ReactiveRedisConnection connection) {
            return GatedReactiveConnection.wrap(ReactiveRedisConnection.class, gate, connection);
        }
        return result;
    }

    private MethodInterceptor gated(DataSource dataSource, String beanName) {
        ConnectionCut cut = new ConnectionCut(dataSource::getConnection);
        return invocation -> jdbc(invocation, cut, beanName);
    }

    private @Nullable Object jdbc(MethodInvocation invocation, ConnectionCut cut, String beanName) throws Throwable {
        Object result = gate.connect(invocation::proceed);
        return invocation.getMethod().getName().equals("getConnection") && result instanceof Connection connection
                ? GatedJdbcConnection.wrap(gate, connection, cut, beanName)
                : result;
    }

    private MethodInterceptor beside(HikariDataSource pool, String beanName) {
        SideConnections side = new SideConnections(pool);
        sideConnections.add(side);
        ConnectionCut cut = new ConnectionCut(side::get);
        return invocation -> {
            if (!invocation.getMethod().getName().equals("getConnection")) {
                return invocation.proceed();
            }
            boolean ungated = Ungated.isActive();
            Connection connection = ungated ? side.get() : (Connection) gate.connect(invocation::proceed);
            LaggingReplica replica = LaggingReplica.current();
            if (replica != null && connection != null) {
                connection = replica.inFrontOf(connection, side);
            }
            return ungated || connection == null
                    ? connection
                    : GatedJdbcConnection.wrap(gate, connection, cut, beanName);
        };
    }
}
