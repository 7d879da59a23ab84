package io.github.cacheconsistency.test.gate;

import io.github.cacheconsistency.FillExecutor;
import java.lang.reflect.Modifier;
import org.aopalliance.intercept.MethodInterceptor;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Has the asynchronous fills of a race's tasks run on the task's own thread, where the gate holds them. A choice of the
 * model: in a forced order the read returns after its fill, so that a step belongs to a task and a driver can place it.
 * No order of steps on the stores is lost by that, only the return of the read before its fill. Where tasks run freely,
 * and outside of races, fills stay asynchronous.
 */
public final class FillsOfRaceTasks implements BeanPostProcessor {

    private final Gate gate;

    public FillsOfRaceTasks(Gate gate) {
        this.gate = gate;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        if (!(bean instanceof FillExecutor)) {
            return bean;
        }
        MethodInterceptor onTheTasksThread = invocation -> {
            if (gate.holdsCurrentThread() && invocation.getMethod().getName().equals("execute")) {
                ((Runnable) invocation.getArguments()[0]).run();
                return null;
            }
            return invocation.proceed();
        };
        ProxyFactory factory = new ProxyFactory(bean);
        // The library waits for its own executor when it stops, and must recognize it.
        factory.setProxyTargetClass(!Modifier.isFinal(bean.getClass().getModifiers()));
        factory.addAdvice(onTheTasksThread);
        return factory.getProxy(bean.getClass().getClassLoader());
    }
}
