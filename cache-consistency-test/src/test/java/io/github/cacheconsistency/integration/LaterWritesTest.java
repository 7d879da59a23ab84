package io.github.cacheconsistency.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import reactor.core.scheduler.Schedulers;

/** Writes by methods that return a future. The work is another thread's, and ends when the test says so. */
@IntegrationTest
@SpringBootTest(classes = LaterWritesApplication.class)
@TestPropertySource(
        properties = {
            "cache-consistency.caches.locked.strategy=row-lock-lease",
            "cache-consistency.caches.locked.row=item.id",
            "spring.sql.init.mode=always",
            "spring.sql.init.schema-locations=classpath:item.sql"
        })
class LaterWritesTest {

    @Autowired
    private LaterService later;

    @Autowired
    private ItemService service;

    @Autowired
    private Items items;

    @Autowired
    private RedisProbe redis;

    @Autowired
    private Events events;

    @Autowired
    private Transactions transactions;

    private final CompletableFuture<Void> work = new CompletableFuture<>();

    @BeforeEach
    void forget() {
        events.forget();
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "aside", "doubled", "locked"})
    void whatEndsBeforeTheCommitIsInvalidatedAfterItAsWell(String cache) {
        long id = cached(cache);

        CompletableFuture<Void> ended = later.evict(cache, id, () -> {
            items.rename(id, "brush");
            beforeCommit(() -> {
                elsewhere(() -> work.complete(null));
                elsewhere(() -> assertThat(service.find(cache, id))
                        .extracting(Item::name)
                        .isEqualTo("pen"));
            });
            return work.thenApply(done -> done);
        });

        assertThat(ended).succeedsWithin(10, TimeUnit.SECONDS);
        assertThat(service.find(cache, id)).isEqualTo(items.row(id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "aside", "doubled", "locked"})
    void whatEndsAfterTheCommitIsInvalidatedWhenItEndsAsWell(String cache) {
        long id = cached(cache);

        CompletableFuture<Void> ended = later.evict(cache, id, () -> {
            items.rename(id, "brush");
            return work.thenRun(() -> items.rename(id, "paint"));
        });
        assertThat(service.find(cache, id)).isEqualTo(items.row(id));
        assertThat(ended).isNotDone();
        elsewhere(() -> work.complete(null));

        assertThat(ended).succeedsWithin(10, TimeUnit.SECONDS);
        assertThat(service.find(cache, id))
                .isEqualTo(items.row(id))
                .extracting(Item::name)
                .isEqualTo("paint");
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "aside", "doubled", "locked"})
    void whatFailsAfterTheCommitIsInvalidatedAllTheSame(String cache) {
        long id = cached(cache);

        CompletableFuture<Void> ended = later.evict(cache, id, () -> {
            items.rename(id, "brush");
            return work.thenRun(() -> items.rename(id, "paint")).thenRun(() -> {
                throw new IllegalStateException("no mail");
            });
        });
        elsewhere(() -> work.complete(null));

        assertThatThrownBy(ended::join).isInstanceOf(CompletionException.class).hasRootCauseMessage("no mail");
        assertThat(service.find(cache, id)).isEqualTo(items.row(id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "aside", "doubled", "locked"})
    void theCallersOwnTransactionMayEndLastOfAll(String cache) {
        long id = cached(cache);

        transactions.run(status -> {
            CompletableFuture<Void> ended = later.evict(cache, id, () -> {
                items.rename(id, "brush");
                return work.thenApply(done -> done);
            });
            elsewhere(() -> work.complete(null));
            assertThat(ended).succeedsWithin(10, TimeUnit.SECONDS);
            elsewhere(() ->
                    assertThat(service.find(cache, id)).extracting(Item::name).isEqualTo("pen"));
            assertThat(service.find(cache, id)).extracting(Item::name).isEqualTo("brush");
        });

        assertThat(service.find(cache, id)).isEqualTo(items.row(id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "aside", "doubled", "locked"})
    void whatIsRolledBackLeavesNothingBehind(String cache) {
        long id = cached(cache);

        assertThatThrownBy(() -> later.evict(cache, id, () -> {
                    items.rename(id, "brush");
                    beforeCommit(() -> {
                        throw new IllegalStateException("no such luck");
                    });
                    return work.thenApply(done -> done);
                }))
                .hasMessage("no such luck");
        elsewhere(() -> work.complete(null));

        assertThat(service.find(cache, id))
                .isEqualTo(items.row(id))
                .extracting(Item::name)
                .isEqualTo("pen");
    }

    /** Spring rolls back for a failure that is there when the method returns, as for one that is thrown. */
    @Test
    void aFailureThatIsThereAtTheReturnIsOne() {
        long id = cached("leased");

        CompletableFuture<Void> ended = later.evict("leased", id, () -> {
            items.rename(id, "brush");
            return CompletableFuture.failedFuture(new IllegalStateException("no mail"));
        });

        assertThat(ended).failsWithin(10, TimeUnit.SECONDS);
        assertThat(service.find("leased", id))
                .isEqualTo(items.row(id))
                .extracting(Item::name)
                .isEqualTo("pen");
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "aside", "doubled"})
    void withoutATransactionTheEndCounts(String cache) {
        long id = cached(cache);

        CompletableFuture<Item> ended =
                later.evictWithoutTransaction(cache, id, () -> work.thenApply(done -> items.rename(id, "brush")));
        elsewhere(() -> work.complete(null));

        assertThat(ended).succeedsWithin(10, TimeUnit.SECONDS);
        assertThat(service.find(cache, id)).isEqualTo(items.row(id));
    }

    /** A put before the commit would publish what may be rolled back. */
    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "aside", "doubled", "locked"})
    void aPutPublishesNothingBeforeTheCommit(String cache) {
        long id = cached(cache);

        CompletionStage<Item> ended = later.put(cache, id, () -> {
            Item brush = items.rename(id, "brush");
            beforeCommit(() -> {
                elsewhere(() -> work.complete(null));
                elsewhere(() -> assertThat(service.find(cache, id))
                        .extracting(Item::name)
                        .isEqualTo("pen"));
            });
            return work.thenApply(done -> brush);
        });

        assertThat(ended).succeedsWithin(10, TimeUnit.SECONDS);
        assertThat(service.find(cache, id)).isEqualTo(items.row(id));
    }

    @Test
    void aPutAfterTheCommitLeavesTheKeyWarm() {
        long id = cached("versioned");

        CompletionStage<Item> ended = later.put("versioned", id, () -> {
            Item brush = items.rename(id, "brush");
            return work.thenApply(done -> brush);
        });
        assertThat(service.find("versioned", id)).isEqualTo(items.row(id));
        elsewhere(() -> work.complete(null));

        assertThat(ended).succeedsWithin(10, TimeUnit.SECONDS);
        assertThat(redis.holdsValue("versioned::" + id)).isTrue();
        assertThat(service.find("versioned", id)).isEqualTo(items.row(id));
    }

    @Test
    void everyKindOfEvictionWaits() {
        long id = cached("leased");
        service.find("versioned", id);
        service.find("versioned", id);

        CompletableFuture<Void> ended = later.evictEverywhere(id, () -> {
            items.rename(id, "brush");
            beforeCommit(() -> {
                elsewhere(() -> work.complete(null));
                elsewhere(() -> {
                    service.find("leased", id);
                    service.find("versioned", id);
                });
            });
            return work.thenApply(done -> done);
        });

        assertThat(ended).succeedsWithin(10, TimeUnit.SECONDS);
        assertThat(service.find("leased", id)).isEqualTo(items.row(id));
        assertThat(service.find("versioned", id)).isEqualTo(items.row(id));
    }

    @Test
    void aKeyMayDependOnTheResult() {
        long id = cached("leased");

        CompletableFuture<Item> ended = later.evictResult(() -> {
            Item brush = items.rename(id, "brush");
            beforeCommit(() -> {
                elsewhere(() -> work.complete(null));
                elsewhere(() -> service.find("leased", id));
            });
            return work.thenApply(done -> brush);
        });

        assertThat(ended).succeedsWithin(10, TimeUnit.SECONDS);
        assertThat(service.find("leased", id)).isEqualTo(items.row(id));
    }

    @Test
    void aKeyThatComesAfterTheCommitIsRefusedWhereItIsNeededBefore() {
        AtomicBoolean called = new AtomicBoolean();

        assertThatThrownBy(() -> later.evictLockedResult(() -> {
                    called.set(true);
                    return new CompletableFuture<>();
                }))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("LaterService.evictLockedResult")
                .hasMessageContaining("Take the key from the arguments");
        assertThat(called).isFalse();
    }

    @Test
    void aTaskHasEndedWhenItReturns() {
        long id = cached("locked");

        CompletableFuture<Item> ended =
                later.evictLockedResultOfTask(() -> CompletableFuture.completedFuture(items.rename(id, "brush")));
        assertThat(ended).succeedsWithin(10, TimeUnit.SECONDS);
        assertThat(service.find("locked", id)).isEqualTo(items.row(id));
        assertThat(later.evictByTask("locked", id, () -> items.rename(id, "paint")))
                .succeedsWithin(10, TimeUnit.SECONDS);
        assertThat(service.find("locked", id)).isEqualTo(items.row(id));
    }

    @Test
    void aTaskThatHasNotEndedChangesNothingWhereItsKeyIsNeededBefore() {
        long id = cached("locked");

        CompletableFuture<Item> ended = later.evictLockedResultOfTask(() -> {
            Item brush = items.rename(id, "brush");
            return work.thenApply(done -> brush);
        });

        assertThat(ended).failsWithin(10, TimeUnit.SECONDS);
        assertThat(items.row(id)).extracting(Item::name).isEqualTo("pen");
        assertThat(service.find("locked", id)).isEqualTo(items.row(id));
    }

    @Test
    void aLookupAndAnEvictionOfOneMethodAreRefused() {
        AtomicBoolean called = new AtomicBoolean();

        assertThatThrownBy(() -> later.lookUpAndEvict(items.unused(), () -> {
                    called.set(true);
                    return new CompletableFuture<>();
                }))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("Make two methods of it");
        assertThat(called).isFalse();
    }

    @Test
    void anotherManagersCachesAreLeftToSpring() {
        long id = items.given("pen");

        assertThat(later.lookUpAndEvictLocally(id, () -> CompletableFuture.completedFuture(items.row(id))))
                .succeedsWithin(10, TimeUnit.SECONDS)
                .isEqualTo(items.row(id));
        assertThat(later.lookUpAndEvictLocally(id, () -> {
                    throw new IllegalStateException("not cached");
                }))
                .succeedsWithin(10, TimeUnit.SECONDS)
                .isEqualTo(items.row(id));
    }

    @Test
    void aFutureThatDoesNotTellItsEndIsRefused() {
        AtomicBoolean called = new AtomicBoolean();

        assertThatThrownBy(() -> later.plainFuture(items.unused(), () -> {
                    called.set(true);
                    return new FutureTask<>(() -> null);
                }))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("Return a CompletableFuture");
        assertThat(called).isFalse();
    }

    /** The thread that would wait for Redis may be the one that its reply comes on. */
    @Test
    void anEventLoopDoesNotWait() {
        long id = cached("leased");
        CompletableFuture<Boolean> onEventLoop = new CompletableFuture<>();

        CompletableFuture<Void> ended = later.evict("leased", id, () -> {
            items.rename(id, "brush");
            return work.thenApply(done -> done);
        });
        ended.thenRun(() -> onEventLoop.complete(Schedulers.isInNonBlockingThread()));
        Schedulers.parallel().schedule(() -> work.complete(null));

        assertThat(onEventLoop).succeedsWithin(10, TimeUnit.SECONDS).isEqualTo(false);
        assertThat(service.find("leased", id)).isEqualTo(items.row(id));
    }

    /** A new row, version 1 of which is cached. */
    private long cached(String cache) {
        long id = items.given("pen");
        service.find(cache, id);
        service.find(cache, id);
        return id;
    }

    private static void beforeCommit(Runnable action) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void beforeCommit(boolean readOnly) {
                action.run();
            }
        });
    }

    private static void elsewhere(Runnable action) {
        CompletableFuture.runAsync(action).join();
    }
}
