package io.github.cacheconsistency.sample.jpa;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** The table exists only after JPA has started, which Spring Boot starts after the cache manager. */
@JpaOrderTest
@TestPropertySource(
        properties = {
            "spring.jpa.defer-datasource-initialization=true",
            "spring.jpa.hibernate.ddl-auto=update",
            "cache-consistency.strategy=row-lock-lease"
        })
class JpaStartUpTests {

    @Autowired
    private OrderService service;

    @Autowired
    private Orders orders;

    @Test
    void startsAndProbesTheTable() {
        long id = orders.given();
        service.find(id);
        orders.awaitFill(id);
    }
}
