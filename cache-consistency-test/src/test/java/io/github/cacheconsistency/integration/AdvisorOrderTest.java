package io.github.cacheconsistency.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.Import;
import org.springframework.transaction.annotation.EnableTransactionManagement;

/** docs/protocols.md, G4: caching and transactions on one method, whichever goes outside. */
class AdvisorOrderTest {

    @Nested
    @IntegrationTest
    @SpringBootTest(classes = CachingOutside.Application.class)
    class CachingOutside extends EitherWay {

        @SpringBootConfiguration(proxyBeanMethods = false)
        @EnableAutoConfiguration
        @EnableCaching(order = 10)
        @EnableTransactionManagement(order = 20)
        @Import(IntegrationApplication.Beans.class)
        static class Application {}
    }

    @Nested
    @IntegrationTest
    @SpringBootTest(classes = CachingInside.Application.class)
    class CachingInside extends EitherWay {

        @SpringBootConfiguration(proxyBeanMethods = false)
        @EnableAutoConfiguration
        @EnableCaching(order = 20)
        @EnableTransactionManagement(order = 10)
        @Import(IntegrationApplication.Beans.class)
        static class Application {}
    }

    abstract static class EitherWay {

        @Autowired
        private ItemService service;

        @Autowired
        private Items items;

        @Autowired
        private RedisProbe redis;

        @ParameterizedTest
        @ValueSource(strings = {"leased", "versioned", "aside", "doubled"})
        void anEvictionHappensAfterTheCommit(String cache) {
            long id = items.given("pen");
            service.find(cache, id);

            service.evictInTransaction(cache, id, () -> items.rename(id, "brush"));

            assertThat(service.find(cache, id)).isEqualTo(items.row(id));
        }

        @ParameterizedTest
        @ValueSource(strings = {"leased", "versioned", "aside"})
        void aRollbackInvalidatesNothing(String cache) {
            long id = items.given("pen");
            service.find(cache, id);
            byte[] before = redis.bytes(cache + "::" + id);

            assertThatThrownBy(() -> service.evictInTransaction(cache, id, () -> {
                        items.rename(id, "brush");
                        throw new IllegalStateException("no such luck");
                    }))
                    .hasMessage("no such luck");

            assertThat(redis.bytes(cache + "::" + id)).isEqualTo(before);
        }

        @ParameterizedTest
        @ValueSource(strings = {"leased", "versioned", "aside", "doubled"})
        void aPutPublishesNothingThatIsRolledBack(String cache) {
            long id = items.given("pen");
            service.find(cache, id);

            assertThatThrownBy(() -> service.putInTransaction(cache, id, () -> {
                        items.rename(id, "brush");
                        throw new IllegalStateException("no such luck");
                    }))
                    .hasMessage("no such luck");
            assertThat(service.find(cache, id))
                    .isEqualTo(items.row(id))
                    .extracting(Item::name)
                    .isEqualTo("pen");
            service.putInTransaction(cache, id, () -> items.rename(id, "brush"));
            assertThat(service.find(cache, id)).isEqualTo(items.row(id));
        }

        @ParameterizedTest
        @ValueSource(strings = {"leased", "versioned", "aside", "doubled"})
        void aReadReturnsTheRow(String cache) {
            long id = items.given("pen");

            assertThat(service.findInTransaction(cache, id)).isEqualTo(items.row(id));
            assertThat(service.findInTransaction(cache, id)).isEqualTo(items.row(id));
            assertThat(redis.keys(cache + "::" + id).size()).isLessThanOrEqualTo(1);
            service.evict(cache, id, () -> items.rename(id, "brush"));
            assertThat(service.findInTransaction(cache, id)).isEqualTo(items.row(id));
        }
    }
}
