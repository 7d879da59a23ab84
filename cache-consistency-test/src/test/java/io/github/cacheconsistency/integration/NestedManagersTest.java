package io.github.cacheconsistency.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/** Two transaction managers, whose transactions enclose each other; the rows belong to the outermost transaction. */
@IntegrationTest
@SpringBootTest(classes = NestedManagersTest.Application.class)
@TestPropertySource(
        properties = {
            "cache-consistency.caches.locked.strategy=row-lock-lease",
            "cache-consistency.caches.locked.row=item.id",
            "spring.sql.init.mode=always",
            "spring.sql.init.schema-locations=classpath:item.sql"
        })
class NestedManagersTest {

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @EnableCaching
    @Import(IntegrationApplication.Beans.class)
    static class Application {

        @Bean
        @Primary
        DataSource dataSource(JdbcConnectionDetails details) {
            return database(details);
        }

        @Bean
        DataSource otherDataSource(JdbcConnectionDetails details) {
            return database(details);
        }

        @Bean
        @Primary
        PlatformTransactionManager transactionManager(DataSource dataSource) {
            return new JdbcTransactionManager(dataSource);
        }

        @Bean
        PlatformTransactionManager otherManager(@Qualifier("otherDataSource") DataSource dataSource) {
            return new JdbcTransactionManager(dataSource);
        }

        @Bean
        LaterService laterService() {
            return new LaterService();
        }

        private static HikariDataSource database(JdbcConnectionDetails details) {
            return DataSourceBuilder.create()
                    .type(HikariDataSource.class)
                    .url(details.getJdbcUrl())
                    .username(details.getUsername())
                    .password(details.getPassword())
                    .build();
        }
    }

    /** Begins all and commits all, in reverse, as managers that chain others do. */
    private record Chained(PlatformTransactionManager first, PlatformTransactionManager second) {

        void run(Runnable work, Runnable between) {
            TransactionStatus outer = first.getTransaction(TransactionDefinition.withDefaults());
            TransactionStatus inner = second.getTransaction(TransactionDefinition.withDefaults());
            work.run();
            second.commit(inner);
            between.run();
            first.commit(outer);
        }
    }

    @Autowired
    private ItemService service;

    @Autowired
    private LaterService later;

    @Autowired
    private TypedCaches caches;

    @Autowired
    private Items items;

    @Autowired
    private RedisProbe redis;

    @Autowired
    private Transactions transactions;

    @Autowired
    @Qualifier("otherManager")
    private PlatformTransactionManager other;

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "aside", "doubled", "locked"})
    void anEvictionComesAfterTheOutermostCommit(String cache) {
        long id = cached(cache);

        transactions.run(outer -> {
            within(other, () -> service.evict(cache, id, () -> items.rename(id, "brush")));
            aReaderFills(cache, id);
            assertThat(service.find(cache, id)).extracting(Item::name).isEqualTo("brush");
        });

        assertThat(service.find(cache, id)).isEqualTo(items.row(id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "aside", "doubled", "locked"})
    void nothingIsPublishedBeforeTheOutermostCommit(String cache) {
        long id = cached(cache);

        assertThatThrownBy(() -> transactions.run(outer -> {
                    within(
                            other,
                            () -> transactions.run(
                                    joined -> caches.get(cache).update(id, () -> items.rename(id, "brush"))));
                    aReaderFills(cache, id);
                    throw new IllegalStateException("no such luck");
                }))
                .hasMessage("no such luck");

        assertThat(service.find(cache, id))
                .isEqualTo(items.row(id))
                .extracting(Item::name)
                .isEqualTo("pen");
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "aside", "doubled", "locked"})
    void clearComesAfterTheOutermostCommit(String cache) {
        long id = cached(cache);

        transactions.run(outer -> {
            within(other, () -> service.evictAll(cache, () -> items.rename(id, "brush")));
            aReaderFills(cache, id);
        });

        assertThat(service.find(cache, id)).isEqualTo(items.row(id));
    }

    /** It has nothing to do with the suspended one. */
    @Test
    void aTransactionOfItsOwnPublishesItsValue() {
        long id = cached("versioned");

        transactions.run(outer ->
                transactions.requiresNew(inner -> caches.get("versioned").update(id, () -> items.rename(id, "brush"))));

        assertThat(redis.holdsValue("versioned::" + id)).isTrue();
        assertThat(service.find("versioned", id)).isEqualTo(items.row(id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "aside", "doubled"})
    void whatIsSuspendedInBetweenMakesNoDifference(String cache) {
        long id = cached(cache);

        transactions.run(outer -> {
            within(other, () -> {
                transactions.notSupported(none -> service.find(cache, id));
                transactions.run(joined -> service.evict(cache, id, () -> items.rename(id, "brush")));
                transactions.requiresNew(own -> {});
            });
            aReaderFills(cache, id);
        });

        assertThat(service.find(cache, id)).isEqualTo(items.row(id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "aside", "doubled"})
    void managersThatAreChainedAreWaitedForAsWell(String cache) {
        long id = cached(cache);

        new Chained(transactions.manager(), other)
                .run(() -> service.evict(cache, id, () -> items.rename(id, "brush")), () -> aReaderFills(cache, id));

        assertThat(service.find(cache, id)).isEqualTo(items.row(id));
    }

    /** A write that ends on another thread, between the inner and the outer commit. */
    @Test
    void aWriteThatEndsLaterWaitsForTheOutermostCommitToo() {
        long id = cached("leased");
        CompletableFuture<Void> work = new CompletableFuture<>();

        transactions.run(outer -> {
            within(
                    other,
                    () -> later.evictResult(() -> {
                        Item brush = items.rename(id, "brush");
                        return work.thenApply(done -> brush);
                    }));
            CompletableFuture.runAsync(() -> work.complete(null)).join();
            aReaderFills("leased", id);
        });

        assertThat(work).succeedsWithin(10, TimeUnit.SECONDS);
        assertThat(service.find("leased", id)).isEqualTo(items.row(id));
    }

    /** On a thread that has seen all of the above. */
    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "aside", "doubled", "locked"})
    void oneTransactionIsAsEver(String cache) {
        long id = cached(cache);

        within(other, () -> {});
        transactions.run(status -> {
            service.evict(cache, id, () -> items.rename(id, "brush"));
            aReaderFills(cache, id);
        });

        assertThat(service.find(cache, id)).isEqualTo(items.row(id));
    }

    private static void within(PlatformTransactionManager manager, Runnable body) {
        new TransactionTemplate(manager).executeWithoutResult(status -> body.run());
    }

    /** What is committed so far. */
    private void aReaderFills(String cache, long id) {
        CompletableFuture.runAsync(() -> {
                    assertThat(service.find(cache, id)).extracting(Item::name).isEqualTo("pen");
                    service.find(cache, id);
                })
                .join();
    }

    /** A new row, version 1 of which is cached. */
    private long cached(String cache) {
        long id = items.given("pen");
        service.find(cache, id);
        service.find(cache, id);
        return id;
    }
}
