package io.github.cacheconsistency.sample.jpa;

import static io.github.cacheconsistency.test.race.Steps.databaseWrite;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.test.Races;
import io.github.cacheconsistency.test.race.Race;
import io.github.cacheconsistency.test.race.RaceTask;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.client.RestTestClient;

/** Two races with and without the guards for JPA: correct with them, stale without. */
class SeededBreakageTests {

    @Nested
    @JpaOrderTest
    class Guarded extends Traps {

        @Test
        void flushBeforeInvalidation() {
            assertThat(versionAfterReadBeforeUpdate()).isEqualTo(2);
        }

        @Test
        void newPersistenceContextForFills() {
            assertThat(versionAfterReadInRequestThatKnowsTheOrder()).isEqualTo(2);
        }
    }

    @Nested
    @JpaOrderTest
    @Import(Guardless.class)
    class Unguarded extends Traps {

        @Test
        void invalidationBeforeFlushLeavesAStaleFill() {
            assertThat(versionAfterReadBeforeUpdate()).isEqualTo(1);
        }

        @Test
        void anOldPersistenceContextIsAStaleFill() {
            assertThat(versionAfterReadInRequestThatKnowsTheOrder()).isEqualTo(1);
        }
    }

    abstract static class Traps {

        @Autowired
        private OrderService service;

        @Autowired
        private Orders orders;

        @Autowired
        private Races races;

        @Autowired
        private RestTestClient client;

        /**
         * A reader misses, loads and fills just before the UPDATE is sent. Returns the cached version after the write
         * has ended.
         */
        long versionAfterReadBeforeUpdate() {
            long id = orders.given();
            try (Race race = races.start()) {
                RaceTask writer =
                        race.task("writer", () -> service.addItems(id, 1)).runUntilBefore(databaseWrite());
                race.run("reader", () -> service.find(id));
                writer.runToEnd();
            }
            return service.find(id).getVersion();
        }

        /**
         * Returns the cached version after a request that has loaded the order before another transaction changed it.
         */
        long versionAfterReadInRequestThatKnowsTheOrder() {
            long id = orders.given();
            client.get().uri("/known-orders/{id}", id).exchange().expectStatus().isOk();
            return service.find(id).getVersion();
        }
    }
}
