package io.github.cacheconsistency.integration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Transactions within transactions. */
@IntegrationTest
@Tag("database")
class PropagationTest {

    @Autowired
    private TypedCaches caches;

    @Autowired
    private ItemService service;

    @Autowired
    private Items items;

    @Autowired
    private Transactions transactions;

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "aside", "doubled"})
    void anInnerTransactionEndsOnItsOwn(String cache) {
        long outer = items.given("pen");
        long inner = items.given("ink");
        service.find(cache, outer);
        service.find(cache, inner);

        transactions.run(status -> {
            caches.get(cache).update(outer, () -> items.rename(outer, "brush"));
            transactions.requiresNew(own -> {
                assertThat(service.find(cache, outer)).extracting(Item::name).isEqualTo("pen");
                caches.get(cache).update(inner, () -> items.rename(inner, "paper"));
            });
            assertThat(service.find(cache, outer)).extracting(Item::name).isEqualTo("brush");
            transactions.requiresNew(own -> {
                caches.get(cache).update(inner, () -> items.rename(inner, "paint"));
                own.setRollbackOnly();
            });
            transactions.notSupported(none -> {
                assertThat(service.find(cache, inner)).extracting(Item::name).isEqualTo("paper");
                assertThat(service.find(cache, outer)).extracting(Item::name).isEqualTo("pen");
            });
        });

        assertThat(service.find(cache, outer))
                .isEqualTo(items.row(outer))
                .extracting(Item::name)
                .isEqualTo("brush");
        assertThat(service.find(cache, inner)).isEqualTo(items.row(inner));
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "aside", "doubled"})
    void whatWasRolledBackToASavepointIsNotPublished(String cache) {
        long id = items.given("pen");
        long kept = items.given("ink");
        service.find(cache, id);
        service.find(cache, kept);

        transactions.run(status -> {
            caches.get(cache).update(kept, () -> items.rename(kept, "paper"));
            transactions.nested(nested -> {
                caches.get(cache).update(id, () -> items.rename(id, "brush"));
                nested.setRollbackOnly();
            });
            assertThat(service.find(cache, id)).extracting(Item::name).isEqualTo("pen");
        });

        assertThat(service.find(cache, id))
                .isEqualTo(items.row(id))
                .extracting(Item::name)
                .isEqualTo("pen");
        assertThat(service.find(cache, kept))
                .isEqualTo(items.row(kept))
                .extracting(Item::name)
                .isEqualTo("paper");
    }
}
