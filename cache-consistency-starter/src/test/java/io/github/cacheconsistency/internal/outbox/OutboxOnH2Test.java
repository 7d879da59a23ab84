package io.github.cacheconsistency.internal.outbox;

import static io.github.cacheconsistency.internal.read.InMemoryCacheStore.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cacheconsistency.CacheConsistencyListener;
import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.InvalidStrategyConfigurationException;
import io.github.cacheconsistency.internal.cache.Invalidation;
import io.github.cacheconsistency.internal.read.InMemoryCacheStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabase;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseBuilder;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The statements of the outbox, and the transactions in which they run. */
class OutboxOnH2Test {

    private static final String NAME = "durable_invalidations";
    private static final Invalidation KEY = Invalidation.of(key("1"));
    private static final Invalidation ALL =
            Invalidation.matching(new CacheKey("points", "points::*".getBytes(StandardCharsets.UTF_8)));

    private final EmbeddedDatabase database = database();
    private final CacheConsistencyListener listener = new CacheConsistencyListener() {};
    private final InMemoryCacheStore store = new InMemoryCacheStore();
    private final TransactionTemplate writer = new TransactionTemplate(new JdbcTransactionManager(database));
    private final JdbcTemplate jdbc = new JdbcTemplate(database);

    @BeforeEach
    void createTable() throws IOException {
        String script = new DefaultResourceLoader()
                .getResource(OutboxDialect.H2.schemaLocation())
                .getContentAsString(StandardCharsets.UTF_8);
        jdbc.execute(script.replace("@@table@@", OutboxDialect.H2.quoted(NAME)));
    }

    @AfterEach
    void shutDown() {
        database.shutdown();
    }

    @Test
    void everyRowIsWrittenWithItsIdRelayedAndDeleted() {
        OutboxTable table = OutboxTable.open(database, NAME);
        OutboxTransactions transactions = new OutboxTransactions(table);

        Map<Invalidation, Long> ids =
                writer.execute(status -> outbox(table, transactions).write(List.of(KEY, ALL)));

        assertThat(ids).containsOnlyKeys(KEY, ALL);
        assertThat(jdbc.queryForList("SELECT id FROM \"" + NAME + "\" ORDER BY id", Long.class))
                .containsExactly(ids.get(KEY), ids.get(ALL));
        relay(table, transactions, Duration.ofHours(1));
        assertThat(store.calls()).as("nothing is due").isEmpty();
        relay(table, transactions, Duration.ZERO);
        assertThat(store.calls()).containsExactly("invalidate [1]", "invalidateMatching points points::*");
        assertThat(rows()).isZero();
    }

    @Test
    void removalsDeleteInBatches() {
        OutboxTable table = OutboxTable.open(database, NAME);
        OutboxTransactions transactions = new OutboxTransactions(table);
        OutboxRemovals removals = new OutboxRemovals(table, transactions, 2, 10, listener);
        List<Invalidation> keys = IntStream.range(0, 1_200)
                .mapToObj(number -> Invalidation.of(key("k" + number)))
                .toList();
        Map<Invalidation, Long> ids =
                writer.execute(status -> outbox(table, transactions).write(keys));
        assertThat(rows()).isEqualTo(1_200);

        removals.add(keys.stream().limit(5).map(ids::get).toList());
        removals.run();

        assertThat(rows()).isEqualTo(1_195);
    }

    @Test
    void aRowOutsideAnyTransactionIsRefused() {
        OutboxTable table = OutboxTable.open(database, NAME);
        assertThatThrownBy(() -> outbox(table, new OutboxTransactions(table)).write(List.of(KEY)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("cache-consistency.transaction-manager");
        assertThat(rows()).isZero();
    }

    /** The query has bound a connection, but in autocommit mode. */
    @Test
    void aRowInATransactionOfAnotherDatabaseIsRefused() {
        OutboxTable table = OutboxTable.open(database, NAME);
        EmbeddedDatabase other = database();
        TransactionTemplate elsewhere = new TransactionTemplate(new JdbcTransactionManager(other));
        assertThatThrownBy(() -> elsewhere.execute(status -> {
                    jdbc.queryForObject("SELECT 1", Integer.class);
                    return outbox(table, new OutboxTransactions(table)).write(List.of(KEY));
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(rows()).isZero();
        other.shutdown();
    }

    @Test
    void aMissingTableIsNamedWithItsScript() {
        assertThatThrownBy(() -> OutboxTable.open(database, "not_there"))
                .isInstanceOfSatisfying(
                        InvalidStrategyConfigurationException.class,
                        problem -> assertThat(problem.action()).contains("schema-h2.sql"))
                .hasMessageContaining("'not_there'");
    }

    private void relay(OutboxTable table, OutboxTransactions transactions, Duration minimumAge) {
        OutboxRelay relay = new OutboxRelay(table, transactions, store, minimumAge, 2, listener);
        jdbc.update("UPDATE \"" + NAME + "\" SET created_at = DATEADD(SECOND, -1, created_at)");
        relay.runBatch();
    }

    private int rows() {
        return jdbc.queryForObject("SELECT COUNT(*) FROM \"" + NAME + "\"", Integer.class);
    }

    private JdbcOutbox outbox(OutboxTable table, OutboxTransactions transactions) {
        return new JdbcOutbox(table, new OutboxRemovals(table, transactions, 2, 10, listener), any -> ALL.key());
    }

    private static EmbeddedDatabase database() {
        return new EmbeddedDatabaseBuilder()
                .generateUniqueName(true)
                .setType(EmbeddedDatabaseType.H2)
                .build();
    }
}
