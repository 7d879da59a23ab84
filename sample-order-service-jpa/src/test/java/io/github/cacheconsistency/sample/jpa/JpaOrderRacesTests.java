package io.github.cacheconsistency.sample.jpa;

import io.github.cacheconsistency.test.BundledRaces;
import io.github.cacheconsistency.test.RaceSubject;
import io.github.cacheconsistency.test.server.ImportTestServers;
import java.util.Objects;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The bundled races on a service whose SQL is sent by Hibernate, mostly at the commit. They run in the profile
 * {@code full}, because the tests of the race kit cover every strategy in each build.
 */
@Tag("full")
class JpaOrderRacesTests {

    @Nested
    @TestPropertySource(properties = "cache-consistency.strategy=versioned-write")
    class VersionedWrite extends JpaOrderRaces {}

    @Nested
    @TestPropertySource(properties = "cache-consistency.strategy=lease")
    class Lease extends JpaOrderRaces {}

    @Nested
    @Tag("database")
    @TestPropertySource(properties = "cache-consistency.strategy=row-lock-lease")
    class RowLockLease extends JpaOrderRaces {}

    @SpringBootTest
    @ImportTestServers
    abstract static class JpaOrderRaces extends BundledRaces {

        private static final long ORDER = 1;
        private static final long OTHER_ORDER = 2;
        private static final int MOST_ATTEMPTS = 20;

        @Autowired
        private OrderService service;

        @Autowired
        private JdbcClient jdbc;

        @Autowired
        private TransactionOperations transaction;

        @Autowired
        private CacheManager cacheManager;

        @Override
        protected RaceSubject subject() {
            return RaceSubject.forCache("orders")
                    .read(() -> version(service.find(ORDER)))
                    .write(() -> repeat(() -> service.addItems(ORDER, 1)))
                    .database(() -> version(ORDER))
                    .prepare(this::reset)
                    .nullRace(() -> delete(ORDER), this::create)
                    .second(
                            () -> version(service.find(OTHER_ORDER)),
                            () -> version(OTHER_ORDER),
                            () -> repeat(this::addToBoth))
                    .writeAndClear(this::emptyAll)
                    .build();
        }

        private static long version(Order order) {
            return order == null ? 0 : order.getVersion();
        }

        private long version(long id) {
            return jdbc.sql("SELECT version FROM orders WHERE id = ?")
                    .param(id)
                    .query(Long.class)
                    .optional()
                    .orElse(0L);
        }

        /** Repeats the write, like a caller of optimistically locked entities. */
        private static void repeat(Runnable write) {
            for (int attempt = 1; ; attempt++) {
                try {
                    write.run();
                    return;
                } catch (OptimisticLockingFailureException otherWriterWasFaster) {
                    if (attempt == MOST_ATTEMPTS) {
                        throw otherWriterWasFaster;
                    }
                }
            }
        }

        private void addToBoth() {
            transaction.executeWithoutResult(status -> {
                service.addItems(ORDER, 1);
                service.addItems(OTHER_ORDER, 1);
            });
        }

        private void reset() {
            jdbc.sql("REPLACE INTO orders (id, items, version) VALUES (?, 0, 1), (?, 0, 1)")
                    .params(ORDER, OTHER_ORDER)
                    .update();
        }

        private void delete(long id) {
            jdbc.sql("DELETE FROM orders WHERE id = ?").param(id).update();
        }

        /** Creates the order like the service, with a given id. */
        private void create() {
            transaction.executeWithoutResult(status -> {
                jdbc.sql("INSERT INTO orders (id, items, version) VALUES (?, 0, 1)")
                        .param(ORDER)
                        .update();
                cache().evict(ORDER);
            });
        }

        private void emptyAll() {
            transaction.executeWithoutResult(status -> {
                jdbc.sql("UPDATE orders SET items = 0, version = version + 1").update();
                cache().clear();
            });
        }

        private Cache cache() {
            return Objects.requireNonNull(cacheManager.getCache("orders"));
        }
    }
}
