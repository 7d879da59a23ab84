package io.github.cacheconsistency.sample.points;

import io.github.cacheconsistency.test.BundledRaces;
import io.github.cacheconsistency.test.FaultRaces;
import io.github.cacheconsistency.test.RaceSubject;
import io.github.cacheconsistency.test.server.ImportTestServers;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

/**
 * The bundled races on the points service, for each strategy. Most of them run in the profile {@code full}, because the
 * tests of the race kit cover every strategy in each build.
 */
class PointsRacesTests {

    @Nested
    @Tag("full")
    @TestPropertySource(properties = "cache-consistency.strategy=cache-aside")
    class CacheAside extends PointsRaces {}

    @Nested
    @Tag("full")
    @TestPropertySource(properties = "cache-consistency.strategy=delayed-double-delete")
    class DelayedDoubleDelete extends PointsRaces {}

    @Nested
    @Tag("full")
    @TestPropertySource(properties = "cache-consistency.strategy=versioned-write")
    class VersionedWrite extends PointsRaces {}

    @Nested
    @Tag("database")
    @TestPropertySource(properties = "cache-consistency.strategy=lease")
    class Lease extends PointsRaces {}

    @Nested
    @Tag("full")
    @Tag("database")
    @TestPropertySource(properties = "cache-consistency.strategy=row-lock-lease")
    class RowLockLease extends PointsRaces {}

    /** The races with faults, with the outbox: no invalidation is lost. */
    @Nested
    class WithOutbox {

        @Nested
        @Tag("full")
        @TestPropertySource(properties = "cache-consistency.strategy=cache-aside")
        class CacheAside extends PointsFaultRaces {}

        @Nested
        @Tag("full")
        @TestPropertySource(properties = "cache-consistency.strategy=delayed-double-delete")
        class DelayedDoubleDelete extends PointsFaultRaces {}

        @Nested
        @Tag("full")
        @TestPropertySource(properties = "cache-consistency.strategy=versioned-write")
        class VersionedWrite extends PointsFaultRaces {}

        @Nested
        @Tag("full")
        @TestPropertySource(properties = "cache-consistency.strategy=lease")
        class Lease extends PointsFaultRaces {}

        @Nested
        @Tag("full")
        @TestPropertySource(properties = "cache-consistency.strategy=row-lock-lease")
        class RowLockLease extends PointsFaultRaces {}
    }

    /** A service with one strategy needs only this class and the read, write and database of its subject. */
    @SpringBootTest
    @ImportTestServers
    @Import(PointsSubject.class)
    abstract static class PointsRaces extends BundledRaces {

        @Autowired
        private PointsSubject points;

        @Override
        protected RaceSubject subject() {
            return points.subject();
        }
    }

    @SpringBootTest
    @ImportTestServers
    @Import(PointsSubject.class)
    @TestPropertySource(
            properties = {"cache-consistency.outbox.enabled=true", "cache-consistency.outbox.initialize-schema=always"})
    abstract static class PointsFaultRaces extends FaultRaces {

        @Autowired
        private PointsSubject points;

        @Override
        protected RaceSubject subject() {
            return points.subject();
        }
    }
}
