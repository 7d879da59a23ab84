package io.github.cacheconsistency.sample.orders;

import io.github.cacheconsistency.test.server.TestServersConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.Environment;

/** Starts the order service, and a Redis and a database that stop with it. */
class TestOrderApplication {

    private TestOrderApplication() {}

    public static void main(String[] args) {
        Environment environment = SpringApplication.from(OrderApplication::main)
                .with(TestServersConfiguration.class)
                .run(args)
                .getApplicationContext()
                .getEnvironment();
        String url = "http://localhost:" + environment.getProperty("local.server.port");
        System.out.printf("%nThe order service listens on %s. Try: curl %s/orders/1%n%n", url, url);
    }
}
