package io.github.cacheconsistency.autoconfigure;

import io.github.cacheconsistency.CacheConsistencyListener;
import io.github.cacheconsistency.internal.outbox.Backlog;
import io.github.cacheconsistency.internal.outbox.JdbcOutbox;
import io.github.cacheconsistency.internal.outbox.LazyOutbox;
import io.github.cacheconsistency.internal.outbox.Outbox;
import io.github.cacheconsistency.internal.outbox.OutboxBacklog;
import io.github.cacheconsistency.internal.outbox.OutboxRelay;
import io.github.cacheconsistency.internal.outbox.OutboxRemovals;
import io.github.cacheconsistency.internal.outbox.OutboxTable;
import io.github.cacheconsistency.internal.outbox.OutboxTransactions;
import io.github.cacheconsistency.internal.outbox.OutboxWork;
import io.github.cacheconsistency.internal.redis.CacheKeySpaces;
import io.github.cacheconsistency.internal.time.SystemTimeSource;
import io.github.cacheconsistency.spi.CacheStore;
import io.github.cacheconsistency.spi.TimeSource;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** The outbox, if it is on. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(name = ReadAndWritePathConfiguration.OUTBOX_ENABLED)
@ConditionalOnClass({DataSourceScriptDatabaseInitializer.class, JdbcTransactionManager.class})
class OutboxConfiguration {

    private static final String THREAD_NAME_PREFIX = "cache-consistency-outbox-";

    @Bean
    OutboxSchemaInitializer cacheConsistencyOutboxSchema(
            CacheConsistencyProperties properties, ListableBeanFactory beanFactory) {
        return OutboxSchemaInitializer.create(
                properties.outbox(), () -> new OutboxDatabase(beanFactory, properties).forSchema());
    }

    @Bean
    @DependsOnDatabaseInitialization
    OutboxTable cacheConsistencyOutboxTable(CacheConsistencyProperties properties, ListableBeanFactory beanFactory) {
        return OutboxTable.open(
                new OutboxDatabase(beanFactory, properties).forWrites(),
                properties.outbox().table());
    }

    @Bean
    OutboxTransactions cacheConsistencyOutboxTransactions(OutboxTable table) {
        return new OutboxTransactions(table);
    }

    @Bean
    OutboxRemovals cacheConsistencyOutboxRemovals(
            OutboxTable table,
            OutboxTransactions transactions,
            CacheConsistencyProperties properties,
            @Qualifier(ReadAndWritePathConfiguration.ALL_LISTENERS) CacheConsistencyListener listener) {
        return new OutboxRemovals(
                table,
                transactions,
                properties.outbox().batchSize(),
                properties.outbox().maxWaitingRemovals(),
                listener);
    }

    @Bean
    Outbox cacheConsistencyOutbox(
            ObjectProvider<OutboxTable> table, ObjectProvider<OutboxRemovals> removals, CacheKeySpaces keySpaces) {
        return new LazyOutbox(() -> new JdbcOutbox(table.getObject(), removals.getObject(), keySpaces::allKeysLike));
    }

    @Bean
    Backlog cacheConsistencyBacklog(ObjectProvider<OutboxTable> table) {
        return () -> new OutboxBacklog(table.getObject()).mark();
    }

    @Bean
    OutboxRelay cacheConsistencyOutboxRelay(
            OutboxTable table,
            OutboxTransactions transactions,
            CacheStore store,
            CacheConsistencyProperties properties,
            @Qualifier(ReadAndWritePathConfiguration.ALL_LISTENERS) CacheConsistencyListener listener) {
        return new OutboxRelay(
                table,
                transactions,
                store,
                properties.outbox().minimumAge(),
                properties.outbox().batchSize(),
                listener);
    }

    /**
     * The outbox has a thread of its own, so that a database that does not answer does not delay the other delayed
     * deletes and retries. If the application replaces the time source, the outbox uses that one and its threads.
     */
    @Bean
    OutboxLifecycle cacheConsistencyOutboxLifecycle(
            TimeSource time,
            OutboxRemovals removals,
            OutboxRelay relay,
            CacheConsistencyProperties properties,
            @Qualifier(ReadAndWritePathConfiguration.ALL_LISTENERS) CacheConsistencyListener listener) {
        SystemTimeSource ownTime =
                time instanceof SystemTimeSource ? new SystemTimeSource(THREAD_NAME_PREFIX, 1) : null;
        OutboxWork work = new OutboxWork(
                ownTime == null ? time : ownTime, properties.outbox().interval(), removals, relay, listener);
        return new OutboxLifecycle(work, ownTime);
    }
}
