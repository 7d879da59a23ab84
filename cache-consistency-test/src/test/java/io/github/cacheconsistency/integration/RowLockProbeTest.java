package io.github.cacheconsistency.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.spi.RowLockProbe;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** What the database answers to the probe: the facts that {@code row-lock-lease} rests on. */
@IntegrationTest
@Tag("database")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RowLockProbeTest {

    private static final int COMMITS = 500;

    private final DataSource dataSource;
    private final JdbcTemplate jdbc;
    private final Transactions transactions;

    @Autowired
    RowLockProbeTest(DataSource dataSource, Transactions transactions) {
        this.dataSource = dataSource;
        this.jdbc = new JdbcTemplate(dataSource);
        this.transactions = transactions;
    }

    /** The columns that address the row: its primary key, indexes beside it, one of several partitions. */
    enum Column {
        ID("probed.id", "10"),
        EMAIL("probed.email", "a@example.org"),
        OWNER("probed.owner", "20"),
        PARTITIONED("probed_parts.id", "10"),
        IN_AN_INDEX_OF_ALL("probed_narrow.email", "a@example.org");

        private final String row;
        private final String key;

        Column(String row, String key) {
            this.row = row;
            this.key = key;
        }

        private String table() {
            return row.substring(0, row.indexOf('.'));
        }
    }

    enum Change {
        UPDATE("UPDATE %s SET version = version + 1 WHERE id = 10"),
        UPDATE_OF_ALL_ROWS("UPDATE %s SET version = version + 1"),
        DELETE("DELETE FROM %s WHERE id = 10"),
        INSERT("INSERT INTO %s (id, version) VALUES (10, 1)"),
        UPDATE_TO_THE_SAME("UPDATE %s SET version = version WHERE id = 10"),
        LOCKING_READ("SELECT * FROM %s WHERE id = 10 FOR UPDATE");

        private final String sql;

        Change(String sql) {
            this.sql = sql;
        }
    }

    static Stream<Arguments> writes() {
        return Stream.of(Column.values())
                .flatMap(column -> Stream.of(Change.values())
                        // These change no index, so an index that holds all columns does not tell of them; nor any
                        // value.
                        .filter(change -> column != Column.IN_AN_INDEX_OF_ALL
                                || change != Change.UPDATE_TO_THE_SAME && change != Change.LOCKING_READ)
                        .map(change -> Arguments.of(column, change)));
    }

    @BeforeAll
    void createTables() {
        String columns =
                "id BIGINT NOT NULL, email VARCHAR(100) NOT NULL DEFAULT 'a@example.org', version BIGINT NOT NULL";
        String more = ", owner BIGINT NOT NULL DEFAULT 20, body TEXT";
        create("probed", columns + more + ", PRIMARY KEY (id), UNIQUE (email), INDEX (owner)", "");
        create("probed_parts", columns + more + ", PRIMARY KEY (id)", "PARTITION BY HASH (id) PARTITIONS 3");
        create("probed_narrow", columns + ", PRIMARY KEY (id), INDEX (email, version)", "");
    }

    @BeforeEach
    void deleteRows() {
        for (String table : List.of("probed", "probed_parts", "probed_narrow")) {
            jdbc.execute("DELETE FROM " + table);
        }
    }

    @AfterAll
    void dropTables() {
        jdbc.execute("DROP TABLE probed, probed_parts, probed_narrow");
    }

    @ParameterizedTest
    @MethodSource("writes")
    void isRefusedDuringAWriteAndGrantedAfterIt(Column column, Change change) {
        RowLockProbe probe = probe(column);
        for (boolean commit : new boolean[] {false, true}) {
            jdbc.execute("DELETE FROM " + column.table());
            if (change != Change.INSERT) {
                jdbc.execute(Change.INSERT.sql.formatted(column.table()));
            }
            assertThat(isFree(probe, column)).as("before").isTrue();
            transactions.run(status -> {
                jdbc.execute(change.sql.formatted(column.table()));
                assertThat(isFree(probe, column)).as("not yet committed").isFalse();
                if (!commit) {
                    status.setRollbackOnly();
                }
            });
            assertThat(isFree(probe, column))
                    .as(commit ? "committed" : "rolled back")
                    .isTrue();
        }
    }

    static Stream<Arguments> writesOfPrimaryKeys() {
        return Stream.of(Column.ID, Column.PARTITIONED)
                .flatMap(column -> Stream.of(Change.values()).map(change -> Arguments.of(column, change)));
    }

    /** Of rows that are written, that stand beside those, and that are missing. */
    @ParameterizedTest
    @MethodSource("writesOfPrimaryKeys")
    void isAnsweredInAStatementOfSeveralAsAlone(Column column, Change change) {
        jdbc.execute("INSERT INTO " + column.table() + " (id, email, version) VALUES (11, 'b@example.org', 1)");
        if (change != Change.INSERT) {
            jdbc.execute(Change.INSERT.sql.formatted(column.table()));
        }
        StatementsOfSeveral statements = new StatementsOfSeveral((HikariDataSource) dataSource);
        try (HikariDataSource pool = statements.pool()) {
            RowLockProbe probe = RowProbes.of(pool, column.row);
            transactions.run(status -> {
                jdbc.execute(change.sql.formatted(column.table()));
                assertThat(isFree(probe, column)).isFalse();
                statements.compareWithThoseOfOne(probe, List.of("10", "10", "11", "12"));
            });
            assertThat(isFree(probe, column)).isTrue();
            statements.compareWithThoseOfOne(probe, List.of("10", "11", "12", "13"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void leavesNoLock(Column column) {
        RowLockProbe probe = probe(column);
        assertThat(isFree(probe, column)).as("a row that is missing").isTrue();
        transactions.run(status -> {
            jdbc.execute("SET innodb_lock_wait_timeout = 1");
            jdbc.execute(Change.INSERT.sql.formatted(column.table()));
        });
        assertThat(isFree(probe, column)).as("a row that exists").isTrue();
        transactions.run(status -> {
            jdbc.execute(Change.LOCKING_READ.sql.formatted(column.table()) + " NOWAIT");
            jdbc.execute(Change.DELETE.sql.formatted(column.table()));
        });
    }

    /** A commit shows before its locks are gone: what was being written when the probe began is seen by the load. */
    @ParameterizedTest
    @EnumSource
    void isNeverGrantedBeforeACommitShows(Column column) {
        RowLockProbe probe = probe(column);
        jdbc.execute(Change.INSERT.sql.formatted(column.table()));
        AtomicInteger written = new AtomicInteger(1);
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
            for (int version = 2; version <= COMMITS; version++) {
                int next = version;
                transactions.run(status -> {
                    jdbc.update("UPDATE " + column.table() + " SET version = ? WHERE id = 10", next);
                    written.set(next);
                });
            }
        });
        int granted = 0;
        while (!writer.isDone()) {
            int before = written.get();
            if (probe.isFree(key(column))) {
                granted++;
                Integer loaded =
                        jdbc.queryForObject("SELECT version FROM " + column.table() + " WHERE id = 10", Integer.class);
                assertThat(loaded).isGreaterThanOrEqualTo(before);
            }
        }
        writer.join();
        assertThat(granted).isPositive();
    }

    /** On another thread, as the probe must not see the transaction of this one. */
    private static boolean isFree(RowLockProbe probe, Column column) {
        return CompletableFuture.supplyAsync(() -> probe.isFree(key(column)))
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
    }

    private RowLockProbe probe(Column column) {
        return RowProbes.of(dataSource, column.row);
    }

    private static CacheKey key(Column column) {
        return RowProbes.key(column.key);
    }

    private void create(String table, String columns, String suffix) {
        jdbc.execute("CREATE TABLE " + table + " (" + columns + ") ENGINE = InnoDB " + suffix);
    }
}
