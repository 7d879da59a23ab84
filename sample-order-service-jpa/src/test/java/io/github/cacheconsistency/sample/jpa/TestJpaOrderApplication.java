package io.github.cacheconsistency.sample.jpa;

import io.github.cacheconsistency.test.server.TestServersConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.Environment;

/** Starts the order service with JPA, and a Redis and a database that stop with it. */
class TestJpaOrderApplication {

    private TestJpaOrderApplication() {}

    public static void main(String[] args) {
        Environment environment = SpringApplication.from(JpaOrderApplication::main)
                .with(TestServersConfiguration.class)
                .run(args)
                .getApplicationContext()
                .getEnvironment();
        String url = "http://localhost:" + environment.getProperty("local.server.port");
        System.out.printf(
                "%nThe order service listens on %s. Try: curl -X POST %s/orders/1/items?count=2%n%n", url, url);
    }
}
