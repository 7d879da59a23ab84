package io.github.cacheconsistency.sample.points;

import io.github.cacheconsistency.test.RaceSubject;
import io.github.cacheconsistency.test.ReplicaLagRaces;
import io.github.cacheconsistency.test.server.ImportTestServers;
import java.util.Objects;
import org.junit.jupiter.api.Nested;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** Balances are loaded from a replica that lags; tombstones keep old values out of the cache. */
class PointsReplicaLagTests {

    @Nested
    @TestPropertySource(properties = "cache-consistency.caches.points.strategy=versioned-write")
    class VersionedWrite extends PointsOnReplica {}

    @Nested
    @TestPropertySource(properties = "cache-consistency.caches.points.strategy=lease")
    class Lease extends PointsOnReplica {}

    @Nested
    @TestPropertySource(properties = "cache-consistency.caches.points.strategy=row-lock-lease")
    class RowLockLease extends PointsOnReplica {}

    @SpringBootTest(properties = "cache-consistency.caches.points.replica-lag=500ms")
    @ImportTestServers
    abstract static class PointsOnReplica extends ReplicaLagRaces {

        @Autowired
        private PointsService service;

        @Autowired
        private PointsRepository repository;

        @Autowired
        private JdbcClient jdbc;

        @Override
        protected RaceSubject subject() {
            return RaceSubject.forCache("points")
                    .read(() -> service.balance(1).version())
                    .write(() -> service.add(1, 100))
                    .database(() -> Objects.requireNonNull(repository.find(1)).version())
                    .prepare(() -> jdbc.sql("REPLACE INTO user_points (user_id, points, version) VALUES (1, 100, 1)")
                            .update())
                    .build();
        }
    }
}
