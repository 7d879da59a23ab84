package io.github.cacheconsistency.sample.orders;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.cache.annotation.EnableCaching;

/**
 * The order service. It needs a MySQL or MariaDB database and a Redis, configured as for any Spring Boot application.
 */
@SpringBootApplication
@EnableCaching
public class OrderApplication {

    public static void main(String[] args) {
        SpringApplication.run(OrderApplication.class, args);
    }
}
