package io.github.cacheconsistency.test.gate;

import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.tracing.Tracing;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Turns the tracing of Redis clients off. If the application has Micrometer, Spring Boot observes each command, which
 * costs as much processor time as the command itself; the trace of a race already contains all commands. The
 * application's own measurements are not affected.
 */
public final class UnobservedRedis implements BeanPostProcessor {

    /** Creates the processor. */
    public UnobservedRedis() {}

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        // The derived resources share the threads of the bean, which its context shuts down as before.
        return bean instanceof ClientResources resources && resources.tracing().isEnabled()
                ? resources.mutate().tracing(Tracing.disabled()).build()
                : bean;
    }
}
