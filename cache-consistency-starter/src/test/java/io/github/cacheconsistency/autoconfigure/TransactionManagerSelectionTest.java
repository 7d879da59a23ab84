package io.github.cacheconsistency.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cacheconsistency.ConsistentCaches;
import io.github.cacheconsistency.internal.read.InMemoryCacheStore;
import io.github.cacheconsistency.spi.CacheStore;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;

/** Which transaction manager runs the writes of the programmatic API. */
class TransactionManagerSelectionTest {

    private final CountingTransactions orders = new CountingTransactions();
    private final CountingTransactions points = new CountingTransactions();
    private final ApplicationContextRunner runner =
            Contexts.runner().withBean(CacheStore.class, InMemoryCacheStore::new);
    private final ApplicationContextRunner withTwo = runner.withBean(
                    "orders", PlatformTransactionManager.class, () -> orders)
            .withBean("points", PlatformTransactionManager.class, () -> points);

    @Test
    void writesGoWithoutTransactionWhereThereIsNoManager() {
        runner.run(TransactionManagerSelectionTest::update);
    }

    @Test
    void takesTheOnlyOne() {
        runner.withBean(PlatformTransactionManager.class, () -> points).run(context -> {
            update(context);
            assertThat(points.commits).isEqualTo(1);
        });
    }

    @Test
    void failsWhenThereAreSeveral() {
        withTwo.run(context -> {
            assertThat(Contexts.report(context).getDescription()).contains("found 2: orders, points");
            assertThat(Contexts.report(context).getAction()).contains("cache-consistency.transaction-manager");
        });
    }

    @Test
    void takesTheNamedOne() {
        withTwo.withPropertyValues("cache-consistency.transaction-manager=points")
                .run(context -> {
                    update(context);
                    assertThat(points.commits).isEqualTo(1);
                    assertThat(orders.commits).isZero();
                });
    }

    @Test
    void takesThePrimaryOne() {
        runner.withBean("orders", PlatformTransactionManager.class, () -> orders)
                .withBean(
                        "points",
                        PlatformTransactionManager.class,
                        () -> points,
                        definition -> definition.setPrimary(true))
                .run(context -> {
                    update(context);
                    assertThat(points.commits).isEqualTo(1);
                    assertThat(orders.commits).isZero();
                });
    }

    @Test
    void failsWhenTheNamedOneDoesNotExist() {
        withTwo.withPropertyValues("cache-consistency.transaction-manager=point")
                .run(context -> assertThat(Contexts.report(context).getDescription())
                        .contains("one of orders, points", "'point'"));
    }

    @Test
    void severalFailTheFirstWriteOnlyIfTheLibraryIsOff() {
        withTwo.withPropertyValues("cache-consistency.enabled=false").run(context -> {
            assertThat(context).hasNotFailed();
            assertThatThrownBy(() -> update(context)).hasMessageContaining("found 2: orders, points");
        });
    }

    private static void update(ApplicationContext context) {
        var cache = context.getBean(ConsistentCaches.class).cache("points", Long.class, String.class);
        assertThat(cache.update(1L, () -> "new")).isEqualTo("new");
    }

    /** Transactions without a database. */
    private static final class CountingTransactions extends AbstractPlatformTransactionManager {

        private static final long serialVersionUID = 1L;

        private int commits;

        @Override
        protected Object doGetTransaction() {
            return this;
        }

        @Override
        protected void doBegin(Object transaction, TransactionDefinition definition) {}

        @Override
        protected void doCommit(DefaultTransactionStatus status) {
            commits++;
        }

        @Override
        protected void doRollback(DefaultTransactionStatus status) {}
    }
}
