package io.github.cacheconsistency.sample.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.orm.ObjectOptimisticLockingFailureException;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The rows of the outbox are part of the JPA transaction. Under {@code cache-aside} they stay until the relay runs,
 * which does not run here.
 */
@JpaOrderTest
@TestPropertySource(
        properties = {
            "cache-consistency.strategy=cache-aside",
            "cache-consistency.outbox.enabled=true",
            "cache-consistency.outbox.initialize-schema=always",
            "cache-consistency.outbox.table=jpa_outbox",
            "cache-consistency.outbox.minimum-age=1h"
        })
class JpaOutboxTests {

    @Autowired
    private OrderService service;

    @Autowired
    private Orders orders;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transactions;

    @AfterEach
    void empty() {
        jdbc.sql("DELETE FROM jpa_outbox").update();
    }

    @Test
    void aCommittedChangeHasItsRow() {
        long id = orders.given();
        service.addItems(id, 3);
        assertThat(keys()).containsExactly("orders::" + id);
    }

    @Test
    void aChangeThatIsRolledBackHasNone() {
        long id = orders.given();
        transactions.executeWithoutResult(status -> {
            service.addItems(id, 3);
            status.setRollbackOnly();
        });
        assertThat(keys()).isEmpty();
    }

    @Test
    void aVersionConflictLeavesNone() {
        long id = orders.given();
        assertThatThrownBy(() -> transactions.executeWithoutResult(status -> {
                    service.addItems(id, 3);
                    Orders.elsewhere(() -> jdbc.sql("UPDATE orders SET version = 7 WHERE id = ?")
                            .param(id)
                            .update());
                }))
                .isInstanceOf(ObjectOptimisticLockingFailureException.class);
        assertThat(keys()).isEmpty();
    }

    private List<String> keys() {
        return jdbc.sql("SELECT cache_key FROM jpa_outbox ORDER BY id")
                .query((row, number) -> new String(row.getBytes(1), StandardCharsets.UTF_8))
                .list();
    }
}
