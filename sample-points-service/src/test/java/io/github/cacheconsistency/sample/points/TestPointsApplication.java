package io.github.cacheconsistency.sample.points;

import io.github.cacheconsistency.test.server.TestServersConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.Environment;

/** Starts the points service, and a Redis and a database that stop with it. */
class TestPointsApplication {

    private TestPointsApplication() {}

    public static void main(String[] args) {
        Environment environment = SpringApplication.from(PointsApplication::main)
                .with(TestServersConfiguration.class)
                .run(args)
                .getApplicationContext()
                .getEnvironment();
        String url = "http://localhost:" + environment.getProperty("local.server.port");
        System.out.printf("%nThe points service listens on %s. Try: curl %s/users/1/points%n%n", url, url);
    }
}
