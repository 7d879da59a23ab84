package io.github.cacheconsistency.benchmarks.contestant;

import io.github.cacheconsistency.peers.Points;
import io.github.cacheconsistency.peers.PointsTable;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;

/** The table of all contestants. It can pause after its SELECT, and returns the version of each change. Thread-safe. */
public final class MeasuredTable extends PointsTable {

    private final JdbcClient jdbc;
    private final ThreadLocal<Long> written = ThreadLocal.withInitial(() -> 0L);
    private volatile long pause;

    MeasuredTable(JdbcClient jdbc) {
        super(jdbc);
        this.jdbc = jdbc;
    }

    /**
     * Makes loads pause.
     *
     * @param duration how long every load pauses after its SELECT
     */
    public void pauseLoads(Duration duration) {
        pause = duration.toNanos();
    }

    @Override
    public @Nullable Points load(long id) {
        Points points = super.load(id);
        standStill();
        return points;
    }

    /** Returns the row as the current transaction sees it; never pauses. */
    @Nullable
    Points row(long id) {
        return super.load(id);
    }

    /** Returns the rows by id, {@code null} if there is none, with one statement. */
    public Map<Long, @Nullable Points> loadAll(Collection<Long> ids) {
        Map<Long, @Nullable Points> rows = new LinkedHashMap<>();
        ids.forEach(id -> rows.put(id, null));
        jdbc.sql("SELECT id, amount, version FROM points WHERE id IN (:ids)")
                .param("ids", ids)
                .query(Points.class)
                .list()
                .forEach(points -> rows.put(points.id(), points));
        standStill();
        return rows;
    }

    /** The reply to the UPDATE contains the version, so reading it takes no statement. */
    @Override
    public void change(long id, long delta) {
        KeyHolder version = new GeneratedKeyHolder();
        jdbc.sql("UPDATE points SET amount = amount + ?, version = LAST_INSERT_ID(version + 1) WHERE id = ?")
                .params(delta, id)
                .update(version);
        Number key = version.getKey();
        if (key == null) {
            throw new IllegalStateException("Expected the version of row " + id + ", but there is no such row");
        }
        written.set(key.longValue());
    }

    /** Returns the version that the last {@link #change} of this thread wrote. */
    public long versionWritten() {
        return written.get();
    }

    private void standStill() {
        long nanos = pause;
        if (nanos > 0) {
            long end = System.nanoTime() + nanos;
            for (long left = nanos; left > 0; left = end - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
        }
    }
}
