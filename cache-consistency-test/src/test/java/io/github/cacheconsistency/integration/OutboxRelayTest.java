package io.github.cacheconsistency.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cacheconsistency.build.ProvokesLog;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** The relay beside Redis failures, other relays and open transactions, which the test makes by hand. */
@ProvokesLog("io.github.cacheconsistency.observation.LoggingCacheConsistencyListener")
class OutboxRelayTest extends OutboxFixture {

    @Autowired
    private DataSource dataSource;

    @Test
    void aRelayThatRedisFailsKeepsTheRowsAndTriesAgain() {
        redis.set("leased::x", "old");
        add("leased::x");
        link.refuse();
        double failures = meters.counter("cache.consistency.outbox.failures").count();

        schedule.advance(INTERVAL);

        assertThat(outbox.keys()).containsExactly("leased::x");
        assertThat(meters.counter("cache.consistency.outbox.failures").count()).isEqualTo(failures + 1);
        link.restore();
        await().until(() -> {
            schedule.advance(INTERVAL.multipliedBy(2));
            return outbox.keys().isEmpty();
        });
        assertThat(redis.exists("leased::x")).isFalse();
    }

    @Test
    void oneRunGoesOnUntilNothingIsLeft() {
        for (int row = 0; row < 5; row++) {
            add("leased::" + row);
        }
        redis.resetCommands();
        schedule.advance(INTERVAL);
        assertThat(outbox.keys()).isEmpty();
        assertThat(redis.commands()).as("in batches of two").containsEntry("unlink", 3L);
    }

    @Test
    void rowsThatAnotherRelayHasLockedAreSkipped() throws Exception {
        add("leased::a");
        add("leased::b");
        try (Connection other = dataSource.getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.executeQuery(
                    "SELECT id FROM " + TABLE + " WHERE cache_key = 'leased::a' ORDER BY id LIMIT 1 FOR UPDATE");
            runRelay();
            assertThat(events.of("leased::a")).isEmpty();
            assertThat(events.of("leased::b")).containsExactly("invalidation RELAYED");
            other.rollback();
        }
        schedule.advance(INTERVAL);
        assertThat(events.of("leased::a")).containsExactly("invalidation RELAYED");
        assertThat(outbox.keys()).isEmpty();
    }

    @Test
    void aLateCommitWithALowerIdIsRelayed() throws Exception {
        try (Connection late = dataSource.getConnection();
                Statement statement = late.createStatement()) {
            late.setAutoCommit(false);
            statement.execute(insert("leased::late"));
            add("leased::early");
            runRelay();
            assertThat(events.of("leased::early")).containsExactly("invalidation RELAYED");
            assertThat(events.of("leased::late")).isEmpty();
            late.commit();
        }
        schedule.advance(INTERVAL);
        assertThat(events.of("leased::late")).containsExactly("invalidation RELAYED");
    }

    /** The relay holds its locks while it waits for Redis. */
    @ParameterizedTest
    @ValueSource(
            ints = {TransactionDefinition.ISOLATION_READ_COMMITTED, TransactionDefinition.ISOLATION_REPEATABLE_READ})
    void aRelayUnderWayBlocksNoWriter(int isolation) throws Exception {
        add("leased::a");
        link.hang();
        CompletableFuture<Void> relay = CompletableFuture.runAsync(() -> schedule.advance(INTERVAL));
        try (Connection watch = dataSource.getConnection()) {
            await().until(() -> isLocked(watch, "leased::a"));
            TransactionTemplate writer = new TransactionTemplate(transactions.manager());
            writer.setIsolationLevel(isolation);
            writer.executeWithoutResult(status -> {
                outbox.jdbc().sql("SET SESSION innodb_lock_wait_timeout = 1").update();
                add("leased::new");
                outbox.jdbc()
                        .sql("SET SESSION innodb_lock_wait_timeout = DEFAULT")
                        .update();
            });
            assertThat(isLocked(watch, "leased::a")).as("still under way").isTrue();
        }
        link.restore();
        relay.get(60, TimeUnit.SECONDS);
    }

    /** A removal that scanned the whole table would wait for them. */
    @ParameterizedTest
    @ValueSource(
            ints = {TransactionDefinition.ISOLATION_READ_COMMITTED, TransactionDefinition.ISOLATION_REPEATABLE_READ})
    void rowsOfOpenTransactionsHoldUpNeitherRemovalsNorTheRelay(int isolation) throws Exception {
        long first = items.given("pen");
        long second = items.given("ink");
        try (Connection open = dataSource.getConnection();
                Statement statement = open.createStatement()) {
            open.setTransactionIsolation(isolation);
            open.setAutoCommit(false);
            statement.execute(insert("leased::before"));
            transactions.run(status -> {
                caches.get("leased").update(first, () -> items.rename(first, "brush"));
                caches.get("leased").update(second, () -> items.rename(second, "brush"));
            });
            add("leased::b");
            statement.execute(insert("leased::after"));
            runRelay();
            assertThat(outbox.keys()).isEmpty();
            open.rollback();
        }
    }

    private void runRelay() throws Exception {
        CompletableFuture.runAsync(() -> schedule.advance(INTERVAL)).get(60, TimeUnit.SECONDS);
    }

    private boolean isLocked(Connection watch, String key) throws SQLException {
        watch.setAutoCommit(true);
        try (Statement statement = watch.createStatement()) {
            return !statement
                    .executeQuery("SELECT id FROM " + TABLE + " WHERE cache_key = '" + key + "' FOR UPDATE SKIP LOCKED")
                    .next();
        }
    }
}
