package io.github.cacheconsistency.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** docs/protocols.md, G5: the connection is lost in COMMIT. */
@IntegrationTest
@SpringBootTest(classes = UnknownCommitTest.Application.class)
@Tag("database")
class UnknownCommitTest {

    enum Loss {
        BEFORE_COMMIT,
        AFTER_COMMIT
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @EnableCaching
    @Import(IntegrationApplication.Beans.class)
    static class Application {

        @Bean
        static BeanPostProcessor losingDataSources() {
            return new BeanPostProcessor() {
                @Override
                public Object postProcessAfterInitialization(Object bean, String name) {
                    return bean instanceof DataSource dataSource ? new LosingDataSource(dataSource) : bean;
                }
            };
        }
    }

    /** Loses the connection of the next commit. */
    static final class LosingDataSource extends DelegatingDataSource {

        private final AtomicReference<Loss> nextCommit = new AtomicReference<>();

        LosingDataSource(DataSource dataSource) {
            super(dataSource);
        }

        @Override
        public Connection getConnection() throws SQLException {
            Connection connection = super.getConnection();
            return (Connection) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                        Loss loss = method.getName().equals("commit") ? nextCommit.getAndSet(null) : null;
                        if (loss == Loss.AFTER_COMMIT) {
                            connection.commit();
                        } else if (loss == Loss.BEFORE_COMMIT) {
                            connection.rollback();
                        }
                        if (loss != null) {
                            throw new SQLException("Communications link failure", "08S01");
                        }
                        try {
                            return method.invoke(connection, arguments);
                        } catch (InvocationTargetException failure) {
                            throw failure.getTargetException();
                        }
                    });
        }
    }

    @Autowired
    private ItemService service;

    @Autowired
    private TypedCaches caches;

    @Autowired
    private Items items;

    @Autowired
    private DataSource dataSource;

    @Autowired
    private Transactions transactions;

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "aside", "doubled"})
    void whatMayHaveBeenCommittedIsInvalidated(String cache) {
        assertThat(transactions.manager()).isInstanceOf(JdbcTransactionManager.class);
        showsTheDatabase(cache, transactions, Loss.AFTER_COMMIT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "aside", "doubled"})
    void whatMayNotHaveBeenCommittedIsNotPublished(String cache) {
        showsTheDatabase(cache, transactions, Loss.BEFORE_COMMIT);
    }

    /** It reports the outcome as unknown, where its subclass for JDBC rolls back. */
    @ParameterizedTest
    @EnumSource(Loss.class)
    void theOlderTransactionManagerIsGuardedAsWell(Loss loss) {
        var manager = new DataSourceTransactionManager(dataSource);
        var template = new TransactionTemplate(manager);

        showsTheDatabase("versioned", new Transactions(template, manager), loss);
        showsTheDatabase("leased", new Transactions(template, manager), loss);
    }

    private void showsTheDatabase(String cache, Transactions within, Loss loss) {
        long updated = items.given("pen");
        long evicted = items.given("ink");
        long put = items.given("paper");
        for (long id : new long[] {updated, evicted, put}) {
            service.find(cache, id);
        }

        assertThatThrownBy(() -> within.run(status -> {
                    caches.get(cache).update(updated, () -> items.rename(updated, "brush"));
                    service.evict(cache, evicted, () -> items.rename(evicted, "brush"));
                    service.put(cache, put, () -> items.rename(put, "brush"));
                    ((LosingDataSource) dataSource).nextCommit.set(loss);
                }))
                .hasRootCauseInstanceOf(SQLException.class);

        String expected = loss == Loss.AFTER_COMMIT ? "brush" : null;
        for (long id : new long[] {updated, evicted, put}) {
            Item row = items.row(id);
            assertThat(row).isNotNull();
            assertThat("brush".equals(row.name())).isEqualTo(expected != null);
            assertThat(service.find(cache, id)).isEqualTo(row);
        }
    }
}
