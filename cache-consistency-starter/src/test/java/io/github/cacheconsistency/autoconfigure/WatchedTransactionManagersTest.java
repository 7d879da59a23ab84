package io.github.cacheconsistency.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.build.ProvokedLog;
import io.github.cacheconsistency.build.ProvokesLog;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.transaction.ConfigurableTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionExecutionListener;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.SimpleTransactionStatus;

/** Which transactions are reported to the library. */
class WatchedTransactionManagersTest {

    private final Watchable orders = new Watchable();
    private final Watchable stock = new Watchable();
    private final ApplicationContextRunner runner =
            Contexts.runner().withPropertyValues("cache-consistency.transaction-manager=orders");

    @Test
    void oneAloneCostsNothing() {
        runner.withBean("orders", PlatformTransactionManager.class, () -> orders)
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(orders.listeners).isEmpty();
                });
    }

    @Test
    void eachOfSeveralIsWatched() {
        runner.withBean("orders", PlatformTransactionManager.class, () -> orders)
                .withBean("stock", PlatformTransactionManager.class, () -> stock)
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(orders.listeners).hasSize(1);
                    assertThat(stock.listeners).hasSize(1);
                });
    }

    @Test
    @ProvokesLog("io.github.cacheconsistency.autoconfigure.WatchedTransactionManagers")
    void oneThatCannotBeWatchedIsReported(ProvokedLog log) {
        runner.withBean("orders", PlatformTransactionManager.class, () -> orders)
                .withBean("foreign", PlatformTransactionManager.class, Unwatchable::new)
                .run(context -> assertThat(log.toString())
                        .contains("transaction manager 'foreign'", Unwatchable.class.getName(), "Do not nest them"));
    }

    private static class Unwatchable implements PlatformTransactionManager {

        @Override
        public TransactionStatus getTransaction(TransactionDefinition definition) {
            return new SimpleTransactionStatus();
        }

        @Override
        public void commit(TransactionStatus status) {}

        @Override
        public void rollback(TransactionStatus status) {}
    }

    private static final class Watchable extends Unwatchable implements ConfigurableTransactionManager {

        private final List<TransactionExecutionListener> listeners = new ArrayList<>();

        @Override
        public void setTransactionExecutionListeners(Collection<TransactionExecutionListener> set) {
            listeners.clear();
            listeners.addAll(set);
        }

        @Override
        public Collection<TransactionExecutionListener> getTransactionExecutionListeners() {
            return listeners;
        }
    }
}
