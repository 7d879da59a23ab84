package io.github.cacheconsistency.sample.orders;

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
 * The bundled races on the order service, whose code knows nothing but Spring's annotations. As the race kit's own tests have
 * every strategy on such a service in each build, they are in the profile {@code full} here.
 */
@Tag("full")
class OrderRacesTests {

    @Nested
    @TestPropertySource(properties = "cache-consistency.strategy=cache-aside")
    class CacheAside extends OrderRaces {}

    @Nested
    @TestPropertySource(properties = "cache-consistency.strategy=delayed-double-delete")
    class DelayedDoubleDelete extends OrderRaces {}

    @Nested
    @TestPropertySource(properties = "cache-consistency.strategy=versioned-write")
    class VersionedWrite extends OrderRaces {}

    @Nested
    @Tag("database")
    @TestPropertySource(properties = "cache-consistency.strategy=lease")
    class Lease extends OrderRaces {}

    /** Spring Boot's own cache manager, without the library: every race shows. */
    @Nested
    @TestPropertySource(properties = "cache-consistency.enabled=false")
    class StockCacheManager extends OrderRaces {}

    @Nested
    @Tag("database")
    @TestPropertySource(properties = "cache-consistency.strategy=row-lock-lease")
    class RowLockLease extends OrderRaces {}

    /** The races with faults again: no invalidation is lost any more. */
    @Nested
    class WithOutbox {

        @Nested
        @TestPropertySource(properties = "cache-consistency.strategy=cache-aside")
        class CacheAside extends OrderFaultRaces {}

        @Nested
        @TestPropertySource(properties = "cache-consistency.strategy=delayed-double-delete")
        class DelayedDoubleDelete extends OrderFaultRaces {}

        @Nested
        @TestPropertySource(properties = "cache-consistency.strategy=versioned-write")
        class VersionedWrite extends OrderFaultRaces {}

        @Nested
        @TestPropertySource(properties = "cache-consistency.strategy=lease")
        class Lease extends OrderFaultRaces {}

        @Nested
        @TestPropertySource(properties = "cache-consistency.strategy=row-lock-lease")
        class RowLockLease extends OrderFaultRaces {}
    }

    /** A service with one strategy needs no more than this class and its subject's read, write and database. */
    @SpringBootTest
    @ImportTestServers
    @Import(OrderSubject.class)
    abstract static class OrderRaces extends BundledRaces {

        @Autowired
        private OrderSubject orders;

        @Override
        protected RaceSubject subject() {
            return orders.subject();
        }
    }

    @SpringBootTest
    @ImportTestServers
    @Import(OrderSubject.class)
    @TestPropertySource(
            properties = {"cache-consistency.outbox.enabled=true", "cache-consistency.outbox.initialize-schema=always"})
    abstract static class OrderFaultRaces extends FaultRaces {

        @Autowired
        private OrderSubject orders;

        @Override
        protected RaceSubject subject() {
            return orders.subject();
        }
    }
}
