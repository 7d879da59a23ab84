package io.github.cacheconsistency.sample.jpa;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.cache.annotation.EnableCaching;

/** The order service with JPA. It needs a MySQL or MariaDB database and a Redis. */
@SpringBootApplication
@EnableCaching
public class JpaOrderApplication {

    public static void main(String[] args) {
        SpringApplication.run(JpaOrderApplication.class, args);
    }
}
