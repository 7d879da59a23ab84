package io.github.cacheconsistency.endurance;

import io.github.cacheconsistency.test.server.ImportTestServers;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;

/** Provides servers to an endurance test that starts its own nodes; all such classes share one Redis and one schema. */
@Tag("full")
@Tag("endurance")
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        classes = EnduranceServers.Application.class,
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = "cache-consistency.enabled=false")
@interface EnduranceServers {

    /** An application with the servers only. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @ImportTestServers
    class Application {}
}
