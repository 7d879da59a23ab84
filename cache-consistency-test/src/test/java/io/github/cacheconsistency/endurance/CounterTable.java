package io.github.cacheconsistency.endurance;

import java.util.concurrent.atomic.LongAdder;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The SQL of a node. Each write inserts a row of its own, which shows later whether the write was committed. */
final class CounterTable {

    private final JdbcClient jdbc;
    private final LongAdder loads = new LongAdder();

    CounterTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Reads a row, as a cache's loader, and counts the load. */
    Counter load(long id) {
        loads.increment();
        return current(id);
    }

    /** Changes a row in the active transaction. */
    void increment(long id, long attempt) {
        jdbc.sql("UPDATE counter SET version = version + 1, attempt = ? WHERE id = ?")
                .params(attempt, id)
                .update();
        jdbc.sql(
                        "INSERT INTO counter_write (attempt, id, version) SELECT attempt, id, version FROM counter WHERE id = ?")
                .param(id)
                .update();
    }

    /** The server's number for the connection of the active transaction. */
    long connectionId() {
        return jdbc.sql("SELECT CONNECTION_ID()").query(Long.class).single();
    }

    long loads() {
        return loads.sum();
    }

    /** The row as this connection sees it. */
    Counter current(long id) {
        return jdbc.sql("SELECT id, version, attempt FROM counter WHERE id = ?")
                .param(id)
                .query(Counter.class)
                .single();
    }
}
