package io.github.cacheconsistency.test.gate;

import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.tracing.Tracing;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Redis clients of races are not traced: where the application has Micrometer, Spring Boot observes each command, which
 * costs as much processor time as the command itself and tells nothing that a race's own trace does not. Whatever the
 * application measures by itself is left as it is.
 */
public final class UnobservedRedis implements BeanPostProcessor {

    /** Creates the processor. */
    public UnobservedRedis() {}

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        // What is derived shares the threads of the bean, which its context shuts down as before.
        return bean instanceof ClientResources resources && resources.tracing().isEnabled()
                ? resources.mutate().tracing(Tracing.disabled()).build()
                : bean;
    }
}
