package io.github.cacheconsistency.sample.points;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.cache.annotation.EnableCaching;

/**
 * The points service. It needs a MySQL or MariaDB database and a Redis, configured as for any Spring Boot application.
 */
@SpringBootApplication
@EnableCaching
public class PointsApplication {

    public static void main(String[] args) {
        SpringApplication.run(PointsApplication.class, args);
    }
}
