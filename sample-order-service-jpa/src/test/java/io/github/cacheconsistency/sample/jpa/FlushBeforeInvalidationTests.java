package io.github.cacheconsistency.sample.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cacheconsistency.test.gate.Command;
import io.github.cacheconsistency.test.gate.Gate;
import io.github.cacheconsistency.test.gate.Operation;
import io.github.cacheconsistency.test.gate.SwitchableGate;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.orm.ObjectOptimisticLockingFailureException;
import org.springframework.orm.jpa.EntityManagerFactoryUtils;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.vendor.HibernateJpaVendorAdapter;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** The flush of docs/protocols.md, G3, happens before the invalidation and changes nothing else. */
@JpaOrderTest
@Tag("database")
class FlushBeforeInvalidationTests {

    @Autowired
    private OrderService service;

    @Autowired
    private OrderRepository repository;

    @Autowired
    private Orders orders;

    @Autowired
    private OpenRequest request;

    @Autowired
    private SwitchableGate gate;

    @Autowired
    private CacheManager cacheManager;

    @Autowired
    private PlatformTransactionManager transactions;

    @Autowired
    private EntityManagerFactory factory;

    @Autowired
    private DataSource dataSource;

    @Autowired
    private JdbcClient jdbc;

    /** Passes all operations and records their names. */
    private static final class StepsInOrder implements Gate {

        private final List<String> names = new ArrayList<>();

        @Override
        public @Nullable Object pass(Operation operation, Command command) throws Throwable {
            names.add(operation.name());
            return command.execute();
        }

        @Override
        public boolean holdsCurrentThread() {
            return true;
        }
    }

    @Test
    void theInvalidationComesAfterTheUpdateAndBeforeTheCommit() {
        long id = orders.given();
        StepsInOrder steps = new StepsInOrder();
        gate.switchTo(steps);
        try {
            service.addItems(id, 1);
        } finally {
            gate.open();
        }
        assertThat(steps.names).containsExactly("SELECT", "UPDATE", "UNLINK", "COMMIT");
    }

    @Test
    void aVersionConflictFailsAsWithoutTheLibraryAndLeavesNothingBehind() {
        long id = orders.given();
        service.find(id);
        assertThatThrownBy(() -> transaction().executeWithoutResult(status -> {
                    service.addItems(id, 10);
                    Orders.elsewhere(() -> service.addItems(id, 1));
                }))
                .isInstanceOf(ObjectOptimisticLockingFailureException.class)
                .isExactlyInstanceOf(exceptionWithoutTheLibrary(orders.given()).getClass());
        assertThat(orders.items(id)).isEqualTo(1);
        assertThat(service.find(id).getItems()).isEqualTo(1);
    }

    /** Returns the exception that the same conflict throws without a cache. */
    private RuntimeException exceptionWithoutTheLibrary(long id) {
        try {
            transaction().executeWithoutResult(status -> {
                repository.findById(id).orElseThrow().addItems(10);
                Orders.elsewhere(() -> service.addItems(id, 1));
            });
        } catch (RuntimeException conflict) {
            return conflict;
        }
        throw new AssertionError("Expected a version conflict");
    }

    @Test
    void aReadOnlyTransactionStillWritesNothing() {
        long id = orders.given();
        TransactionTemplate readOnly = transaction();
        readOnly.setReadOnly(true);
        readOnly.executeWithoutResult(status -> {
            EntityManager entityManager =
                    Objects.requireNonNull(EntityManagerFactoryUtils.getTransactionalEntityManager(factory));
            Order order = entityManager.find(Order.class, id);
            // Hibernate does not track changes here, so it must not write them.
            entityManager.unwrap(Session.class).setReadOnly(order, false);
            order.addItems(1);
            cache().evict(id);
        });
        assertThat(orders.items(id)).isZero();
    }

    /** An EntityManager that is open for the request does not take part in a pure JDBC transaction. */
    @Test
    void aTransactionOfAnotherManagerNeedsNoEntityManager() {
        long id = orders.given();
        service.find(id);
        request.run(
                () -> new TransactionTemplate(new JdbcTransactionManager(dataSource)).executeWithoutResult(status -> {
                    jdbc.sql("UPDATE orders SET items = 5, version = 2 WHERE id = ?")
                            .param(id)
                            .update();
                    cache().evict(id);
                }));
        assertThat(service.find(id).getItems()).isEqualTo(5);
    }

    @Test
    void anEntityManagerOfAnotherFactoryIsLeftAlone() {
        LocalContainerEntityManagerFactoryBean other = new LocalContainerEntityManagerFactoryBean();
        other.setDataSource(dataSource);
        other.setPackagesToScan(Order.class.getPackageName());
        other.setPersistenceUnitName("other");
        other.setJpaVendorAdapter(new HibernateJpaVendorAdapter());
        other.setJpaPropertyMap(Map.of(
                "hibernate.dialect",
                "org.hibernate.dialect.MySQLDialect",
                "hibernate.boot.allow_jdbc_metadata_access",
                "false"));
        other.afterPropertiesSet();
        try {
            long id = orders.given();
            EntityManagerFactory otherFactory = Objects.requireNonNull(other.getObject());
            transaction().executeWithoutResult(status -> {
                EntityManager unrelated = EntityManagerFactoryUtils.getTransactionalEntityManager(otherFactory);
                unrelated.find(Order.class, id).addItems(100);
                service.addItems(id, 1);
            });
            assertThat(orders.items(id)).isEqualTo(1);
        } finally {
            other.destroy();
        }
    }

    @Test
    void jdbcAndJpaOfOneServiceShareTheTransaction() {
        assertThat(transactions).isInstanceOf(JpaTransactionManager.class);
        long id = orders.given();
        service.find(id);
        transaction().executeWithoutResult(status -> {
            jdbc.sql("UPDATE orders SET items = 7, version = 2 WHERE id = ?")
                    .param(id)
                    .update();
            cache().evict(id);
            assertThat(service.find(id).getItems()).as("its own change").isEqualTo(7);
            status.setRollbackOnly();
        });
        assertThat(service.find(id).getItems()).isZero();
    }

    private Cache cache() {
        return Objects.requireNonNull(cacheManager.getCache("orders"));
    }

    private TransactionTemplate transaction() {
        TransactionTemplate template = new TransactionTemplate(transactions);
        template.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        return template;
    }
}
