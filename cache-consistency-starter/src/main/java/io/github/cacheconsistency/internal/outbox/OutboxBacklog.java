package io.github.cacheconsistency.internal.outbox;

import io.github.cacheconsistency.internal.outbox.OutboxTable.Ends;
import java.sql.Connection;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The remaining rows of the outbox. A mark is the highest id at its first query: every row that is committed by then has that
 * id or a lower one. No clock is involved. Thread-safe.
 */
public final class OutboxBacklog implements Backlog {

    private static final Logger log = LoggerFactory.getLogger(OutboxBacklog.class);

    private final OutboxTable table;

    public OutboxBacklog(OutboxTable table) {
        this.table = table;
    }

    @Override
    public Mark mark() {
        return new HighestId();
    }

    private final class HighestId implements Mark {

        private boolean known;
        private long highest;
        private boolean drained;

        @Override
        public synchronized boolean isDrained() {
            if (drained) {
                return true;
            }
            // A separate connection, because a transaction of the caller may see an old state of the table.
            try (Connection connection = table.dataSource().getConnection()) {
                connection.setAutoCommit(true);
                Ends ends = table.ends(connection);
                if (!known && ends != null) {
                    highest = ends.highest();
                    known = true;
                }
                drained = ends == null || ends.lowest() > highest;
            } catch (SQLException failure) {
                log.debug("The database did not tell what is left in the outbox", failure);
            }
            return drained;
        }
    }
}
