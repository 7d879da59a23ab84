package io.github.cacheconsistency.sample.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cacheconsistency.ConsistentCache;
import io.github.cacheconsistency.ConsistentCaches;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.util.List;
import java.util.Objects;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.orm.jpa.EntityManagerHolder;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** An entity in the first-level cache that was loaded before the lease must not be filled. */
@JpaOrderTest
class FirstLevelCacheTests {

    enum Seam {
        ANNOTATION,
        SYNCHRONIZED_ANNOTATION,
        PROGRAMMATIC,
        BATCH,
        BY_HAND
    }

    @Autowired
    private OrderService service;

    @Autowired
    private OrderRepository repository;

    @Autowired
    private Orders orders;

    @Autowired
    private OpenRequest request;

    @Autowired
    private CacheManager cacheManager;

    @Autowired
    private ConsistentCaches caches;

    @Autowired
    private EntityManagerFactory factory;

    @Autowired
    private EntityManager entityManager;

    @Autowired
    private PlatformTransactionManager transactions;

    @ParameterizedTest
    @EnumSource
    void whatTheRequestLoadedBeforeIsNotFilled(Seam seam) {
        long id = orders.given();
        request.run(() -> {
            Order known = repository.findById(id).orElseThrow();
            Orders.elsewhere(() -> service.addItems(id, 1));

            read(seam, id);

            assertThat(entityManager.contains(known))
                    .as("the request's own EntityManager is back")
                    .isTrue();
        });
        assertThat(service.find(id).getVersion()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "BY_HAND")
    void theReaderSeesTheNewValueAndItIsCached(Seam seam) {
        long id = orders.given();
        request.run(() -> {
            repository.findById(id).orElseThrow();
            Orders.elsewhere(() -> service.addItems(id, 1));
            assertThat(read(seam, id).getVersion()).isEqualTo(2);
        });
        orders.awaitFill(id);
    }

    /** Loaders may rely on an EntityManager that is open while they run, for lazy associations. */
    @Test
    void aLoaderWorksInOneOpenPersistenceContextOfItsOwn() {
        long id = orders.given();
        request.run(() -> {
            Order before = repository.findById(id).orElseThrow();
            Order loaded = orders().get(id, () -> {
                Order order = repository.findById(id).orElseThrow();
                assertThat(entityManager.contains(order)).isTrue();
                assertThat(order).isNotSameAs(before);
                return order;
            });
            assertThat(entityManager.contains(loaded))
                    .as("detached, as on a hit")
                    .isFalse();
        });
    }

    @Test
    void theRequestsEntityManagerIsBackAfterAFailedLoad() {
        long id = orders.given();
        request.run(() -> {
            Object bound = bound();
            assertThatThrownBy(() -> orders().get(id, () -> {
                        assertThat(bound()).isNotSameAs(bound);
                        throw new IllegalStateException("no answer");
                    }))
                    .hasMessage("no answer");
            assertThat(bound()).isSameAs(bound);
        });
    }

    @Test
    void loadsInsideOneAnotherPutEverythingBack() {
        long outer = orders.given();
        long inner = orders.given();
        request.run(() -> {
            Object bound = bound();
            orders().get(outer, () -> {
                Object ofOuter = bound();
                orders().get(inner, () -> repository.findById(inner).orElseThrow());
                assertThat(bound()).isSameAs(ofOuter);
                return repository.findById(outer).orElseThrow();
            });
            assertThat(bound()).isSameAs(bound);
        });
        orders.awaitFill(outer);
        orders.awaitFill(inner);
    }

    /** The loads end in the order of the caches, not in reverse order. */
    @Test
    void oneMethodWithTwoCachesPutsTheRequestsEntityManagerBack() {
        long id = orders.given();
        request.run(() -> {
            EntityManagerHolder bound = bound();
            service.findInBoth(id);
            assertThat(bound()).isSameAs(bound);
            assertThat(bound.getEntityManager().isOpen()).isTrue();
        });
    }

    /** Spring binds the EntityManager to the outer method. It cannot be replaced, so nothing is filled. */
    @Test
    void withSynchronizationsButNoTransactionNothingIsFilled() {
        long id = orders.given();
        TransactionTemplate supports = new TransactionTemplate(transactions);
        supports.setPropagationBehavior(TransactionDefinition.PROPAGATION_SUPPORTS);
        supports.executeWithoutResult(status -> {
            entityManager.find(Order.class, id);
            Orders.elsewhere(() -> service.addItems(id, 1));
            service.find(id);
            assertThat(orders.isCached(id)).isFalse();
        });
        assertThat(service.find(id).getVersion()).isEqualTo(2);
    }

    private Order read(Seam seam, long id) {
        LongFunction<Order> load = key -> repository.findById(key).orElseThrow();
        return switch (seam) {
            case ANNOTATION -> service.find(id);
            case SYNCHRONIZED_ANNOTATION -> service.findInSync(id);
            case PROGRAMMATIC -> orders().get(id, () -> load.apply(id));
            case BATCH ->
                orders().getAll(
                                List.of(id),
                                missing -> missing.stream().collect(Collectors.toMap(key -> key, load::apply)))
                        .get(id);
            case BY_HAND -> {
                Cache cache = Objects.requireNonNull(cacheManager.getCache("orders"));
                assertThat(cache.get(id)).isNull();
                Order order = load.apply(id);
                cache.put(id, order);
                yield order;
            }
        };
    }

    private EntityManagerHolder bound() {
        return (EntityManagerHolder) TransactionSynchronizationManager.getResource(factory);
    }

    private ConsistentCache<Long, Order> orders() {
        return caches.cache("orders", Long.class, Order.class);
    }
}
