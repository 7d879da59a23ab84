package io.github.cacheconsistency.test.gate;

import io.github.cacheconsistency.spi.FillExecutor;
import java.lang.reflect.Modifier;
import org.aopalliance.intercept.MethodInterceptor;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Runs the asynchronous fills of a race's tasks on the task's own thread, where the gate holds them. This is a limit of
 * the model: a read returns after its fill, so that every step belongs to a task and the driver controls its order. No
 * order of steps on the stores is lost, only the return of a read before its fill. If tasks run freely, and outside of
 * races, fills stay asynchronous.
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
        // When the library stops, it waits for its own executor, which it recognizes by its class.
        factory.setProxyTargetClass(!Modifier.isFinal(bean.getClass().getModifiers()));
        factory.addAdvice(onTheTasksThread);
        return factory.getProxy(bean.getClass().getClassLoader());
    }
}
