package io.github.cacheconsistency.test.server;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Import;

/**
 * Provides a {@code @SpringBootTest} with a real Redis and a real SQL server. Each application context has a Redis and
 * an empty schema of its own, which are removed when it closes. The property {@code cache-consistency.test.servers}
 * chooses the kind of servers, see {@link TestServersMode}. No connection property is needed, except in mode {@code
 * external}.
 *
 * @see TestServers
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Import(TestServersConfiguration.class)
public @interface ImportTestServers {}
