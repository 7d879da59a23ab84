package io.github.cacheconsistency.test;

import io.github.cacheconsistency.test.server.ImportTestServers;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** A test of the kit's parts, on gated beans and real servers; all of them share one context. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(classes = OnTestServers.Application.class, properties = "cache-consistency.enabled=false")
public @interface OnTestServers {

    /** An application with the servers and the kit only. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @ImportTestServers
    @Import(RaceKitConfiguration.class)
    class Application {}
}
