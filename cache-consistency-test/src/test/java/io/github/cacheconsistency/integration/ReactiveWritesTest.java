package io.github.cacheconsistency.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.TransactionSystemException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Writes by methods that return a publisher, in the reactive transaction of the subscriber. */
@IntegrationTest
@SpringBootTest(classes = LaterWritesApplication.class)
@TestPropertySource(
        properties = {
            "cache-consistency.caches.locked.strategy=row-lock-lease",
            "cache-consistency.caches.locked.row=item.id",
            "spring.sql.init.mode=always",
            "spring.sql.init.schema-locations=classpath:item.sql"
        })
class ReactiveWritesTest {

    private static final Duration LONG_ENOUGH = Duration.ofSeconds(10);

    @Autowired
    private LaterService later;

    @Autowired
    private ReactiveItems reactive;

    @Autowired
    private ItemService service;

    @Autowired
    private Items items;

    @Autowired
    private RedisProbe redis;

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "aside", "doubled", "locked"})
    void anEvictionComesAfterTheCommit(String cache) {
        long id = cached(cache);
        aReaderFillsBeforeTheCommit(cache, id);

        assertThat(later.evictReactively(cache, id, () -> reactive.rename(id, "brush"))
                        .block(LONG_ENOUGH))
                .isEqualTo("brush");

        assertThat(service.find(cache, id))
                .isEqualTo(items.row(id))
                .extracting(Item::name)
                .isEqualTo("brush");
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "aside", "doubled", "locked"})
    void anEvictionBelongsToTheCallersTransaction(String cache) {
        long id = cached(cache);
        aReaderFillsBeforeTheCommit(cache, id);

        later.reactively(() -> later.evictReactively(cache, id, () -> reactive.rename(id, "brush"))
                        .then(later.evictReactively(cache, id, () -> reactive.rename(id, "paint"))))
                .block(LONG_ENOUGH);

        assertThat(service.find(cache, id))
                .isEqualTo(items.row(id))
                .extracting(Item::name)
                .isEqualTo("paint");
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "aside", "doubled", "locked"})
    void anInnerTransactionEndsOnItsOwn(String cache) {
        long outer = cached(cache);
        long inner = cached(cache);

        later.reactively(() -> later.evictReactively(cache, outer, () -> reactive.rename(outer, "brush"))
                        .then(later.evictInOwnTransaction(cache, inner, () -> reactive.rename(inner, "paint")))
                        .doOnNext(done -> {
                            assertThat(service.find(cache, inner)).isEqualTo(items.row(inner));
                            assertThat(service.find(cache, outer)).isEqualTo(items.row(outer));
                        }))
                .block(LONG_ENOUGH);

        assertThat(service.find(cache, outer))
                .isEqualTo(items.row(outer))
                .extracting(Item::name)
                .isEqualTo("brush");
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "aside", "locked"})
    void aRollbackIsNotPublished(String cache) {
        long id = cached(cache);

        assertThatThrownBy(() -> later.reactively(() -> later.putReactively(
                                        cache,
                                        id,
                                        () -> reactive.rename(id, "brush").map(name -> new Item(id, name, 2)))
                                .then(Mono.error(new IllegalStateException("no such luck"))))
                        .block(LONG_ENOUGH))
                .hasMessage("no such luck");

        assertThat(service.find(cache, id))
                .isEqualTo(items.row(id))
                .extracting(Item::name)
                .isEqualTo("pen");
    }

    /** docs/protocols.md, G5. */
    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "aside", "doubled", "locked"})
    void whatMayHaveBeenCommittedIsInvalidated(String cache) {
        long id = cached(cache);
        aReaderFillsBeforeTheCommit(cache, id);
        reactive.afterCommit.set(() -> {
            throw new TransactionSystemException("the reply is lost");
        });

        assertThatThrownBy(() -> later.evictReactively(cache, id, () -> reactive.rename(id, "brush"))
                        .block(LONG_ENOUGH))
                .hasMessage("the reply is lost");

        assertThat(service.find(cache, id))
                .isEqualTo(items.row(id))
                .extracting(Item::name)
                .isEqualTo("brush");
    }

    /** Spring's own handling drops all elements but the first. */
    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "aside", "doubled", "locked"})
    void aPublisherOfSeveralElementsKeepsThem(String cache) {
        long id = cached(cache);
        aReaderFillsBeforeTheCommit(cache, id);

        assertThat(later.evictSeveralReactively(
                                cache,
                                id,
                                () -> Flux.concat(reactive.rename(id, "brush"), reactive.rename(id, "paint")))
                        .collectList()
                        .block(LONG_ENOUGH))
                .containsExactly("brush", "paint");

        assertThat(service.find(cache, id))
                .isEqualTo(items.row(id))
                .extracting(Item::name)
                .isEqualTo("paint");
    }

    @Test
    void aPutOfACommittedValueIsAPut() {
        long id = cached("versioned");

        later.putReactively("versioned", id, () -> reactive.rename(id, "brush").map(name -> new Item(id, name, 2)))
                .block(LONG_ENOUGH);

        assertThat(service.find("versioned", id)).isEqualTo(items.row(id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "aside", "doubled"})
    void withoutATransactionTheEndCounts(String cache) {
        long id = cached(cache);

        later.evictSubscribed(cache, id, () -> Mono.fromCallable(() -> items.rename(id, "brush")))
                .block(LONG_ENOUGH);
        assertThat(service.find(cache, id)).isEqualTo(items.row(id));

        Mono<Item> again = later.evictSubscribed(cache, id, () -> Mono.fromCallable(() -> items.rename(id, "paint")));
        again.block(LONG_ENOUGH);
        assertThat(service.find(cache, id)).isEqualTo(items.row(id));
        again.block(LONG_ENOUGH);
        assertThat(service.find(cache, id)).isEqualTo(items.row(id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "aside", "doubled"})
    void whatFailsMayHaveWritten(String cache) {
        long id = cached(cache);

        assertThatThrownBy(() -> later.evictSubscribed(
                                cache,
                                id,
                                () -> Mono.fromCallable(() -> {
                                    items.rename(id, "brush");
                                    throw new IllegalStateException("no mail");
                                }))
                        .block(LONG_ENOUGH))
                .hasMessage("no mail");

        assertThat(service.find(cache, id)).isEqualTo(items.row(id));
    }

    /** Its statements are committed one by one, each before the cache learns of it. */
    @Test
    void withoutATransactionAStrategyThatNeedsOneRefuses() {
        long id = cached("locked");
        AtomicBoolean subscribed = new AtomicBoolean();

        assertThatThrownBy(() -> later.evictSubscribed(
                                "locked", id, () -> Mono.fromRunnable(() -> subscribed.set(true)))
                        .block(LONG_ENOUGH))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("Annotate it with @Transactional");
        assertThat(subscribed).isFalse();
    }

    @Test
    void anEventLoopDoesNotWait() {
        long id = cached("leased");

        Boolean onEventLoop = later.evictReactively(
                        "leased", id, () -> reactive.rename(id, "brush").publishOn(Schedulers.parallel()))
                .map(done -> Schedulers.isInNonBlockingThread())
                .block(LONG_ENOUGH);

        assertThat(onEventLoop).isFalse();
        assertThat(service.find("leased", id)).isEqualTo(items.row(id));
    }

    private void aReaderFillsBeforeTheCommit(String cache, long id) {
        reactive.beforeCommit.set(() -> CompletableFuture.runAsync(() -> {
                    assertThat(service.find(cache, id)).extracting(Item::name).isEqualTo("pen");
                    service.find(cache, id);
                })
                .join());
    }

    /** A new row, version 1 of which is cached. */
    private long cached(String cache) {
        long id = items.given("pen");
        service.find(cache, id);
        service.find(cache, id);
        return id;
    }
}
