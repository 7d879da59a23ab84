package io.github.cacheconsistency.endurance;

import io.github.cacheconsistency.test.oracle.History.Commit;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Polls the table. A version that it reads is committed, often before the writer gets the reply; if a writer died
 * during its COMMIT, only this observer knows the outcome. Used by one thread at a time.
 */
final class DatabaseObserver {

    private static final long REST = Duration.ofNanos(500_000).toNanos();

    private final Connection connection;
    private final LongSupplier order;
    private final Map<Long, Long> latest = new HashMap<>();
    private final Map<Long, List<Commit>> seen = new HashMap<>();

    DatabaseObserver(Connection connection, LongSupplier order) {
        this.connection = connection;
        this.order = order;
    }

    void watchUntil(long deadline) throws SQLException {
        while (System.nanoTime() < deadline) {
            Map<Long, Long> versions = StormDatabase.versions(connection);
            long at = order.getAsLong();
            versions.forEach((id, version) -> see(id, version, at));
            Pauses.pause(REST);
        }
    }

    /** The moments at which new versions of a row were first read. */
    List<Commit> commits(long id) {
        return seen.getOrDefault(id, List.of());
    }

    private void see(long id, long version, long at) {
        if (latest.merge(id, version, Math::max) == version) {
            List<Commit> commits = seen.computeIfAbsent(id, any -> new ArrayList<>());
            if (commits.isEmpty() || commits.get(commits.size() - 1).version() < version) {
                commits.add(new Commit("an observer of the database", at, at, version));
            }
        }
    }
}
