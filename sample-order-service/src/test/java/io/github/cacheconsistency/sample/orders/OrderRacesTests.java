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
 * The bundled races on the order service, which only uses Spring annotations. They run in the profile {@code full},
 * because the tests of the race kit cover every strategy on such a service in each build.
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

    /** The cache manager of Spring Boot without the library: every race shows a violation. */
    @Nested
    @TestPropertySource(properties = "cache-consistency.enabled=false")
    class StockCacheManager extends OrderRaces {}

    @Nested
    @Tag("database")
    @TestPropertySource(properties = "cache-consistency.strategy=row-lock-lease")
    class RowLockLease extends OrderRaces {}

    /** The races with faults, with the outbox: no invalidation is lost. */
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

    /** A service with one strategy needs only this class and the read, write and database of its subject. */
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
