package io.github.cacheconsistency.integration;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Looks into the table of an outbox, on the connection of the test's own transaction if there is one. */
record OutboxProbe(JdbcClient jdbc, String table) {

    /** The keys that are written down, oldest first. */
    List<String> keys() {
        return jdbc.sql("SELECT cache_key FROM " + table + " ORDER BY id").query(byte[].class).list().stream()
                .map(key -> new String(key, StandardCharsets.UTF_8))
                .toList();
    }

    /** Makes all rows old enough for every relay. */
    void age() {
        jdbc.sql("UPDATE " + table + " SET created_at = created_at - INTERVAL 1 DAY")
                .update();
    }

    /** Statements that insert on this connection so far. */
    long inserts() {
        return jdbc.sql("SHOW SESSION STATUS LIKE 'Com_insert'")
                .query((row, number) -> row.getLong(2))
                .single();
    }

    void clear() {
        jdbc.sql("DELETE FROM " + table).update();
    }
}
