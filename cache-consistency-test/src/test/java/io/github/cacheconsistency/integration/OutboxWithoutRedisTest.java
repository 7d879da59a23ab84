package io.github.cacheconsistency.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cacheconsistency.WriteRefusedException;
import io.github.cacheconsistency.build.ProvokesLog;
import io.github.cacheconsistency.internal.outbox.Backlog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What stands in the outbox while Redis cannot be reached: all that it still has to be told. */
@ProvokesLog("io.github.cacheconsistency.observation.LoggingCacheConsistencyListener")
class OutboxWithoutRedisTest extends OutboxFixture {

    @Autowired
    private Backlog backlog;

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "aside"})
    void whatRedisDoesNotTakeStaysInTheOutbox(String cache) {
        long id = items.given("pen");
        service.find(cache, id);
        link.refuse();

        caches.get(cache).update(id, () -> items.rename(id, "brush"));
        service.evictAll(cache, () -> items.rename(id, "paint"));

        assertThat(outbox.keys()).containsExactly(cache + "::" + id, cache + "::*");
        assertThat(service.find(cache, id)).as("read through").isEqualTo(items.row(id));
        assertThat(events.of(cache + "::" + id)).contains("invalidation FAILED");
    }

    @Test
    void anInvalidationOutsideAnyTransactionIsWrittenDownWhenItFails() {
        long id = items.given("pen");
        caches.get("leased").invalidate(id);
        assertThat(outbox.keys()).as("Redis took it").isEmpty();
        link.refuse();

        caches.get("leased").invalidate(id);
        caches.get("locked").invalidate(id);

        assertThat(outbox.keys()).containsExactly("leased::" + id, "locked::" + id);
    }

    @Test
    void degradeCommitsAndLeavesTheInvalidationToTheOutbox() {
        long id = items.given("pen");
        String key = "degrading::" + id;
        caches.get("degrading").get(id, () -> items.load(id));
        double before = invalidations("degrading", "degraded");
        link.refuse();

        caches.get("degrading").update(id, () -> items.rename(id, "brush"));

        assertThat(items.row(id).name()).isEqualTo("brush");
        assertThat(outbox.keys()).containsExactly(key);
        assertThat(events.of(key)).contains("invalidation DEGRADED").doesNotContain("invalidation SUCCEEDED");
        assertThat(invalidations("degrading", "degraded") - before).isEqualTo(1);
        assertThat(caches.get("degrading").get(id, () -> items.load(id)).name()).isEqualTo("brush");
    }

    @Test
    void failWriteRollsBackAndLeavesNoRow() {
        long id = items.given("pen");
        link.refuse();

        assertThatThrownBy(() -> caches.get("locked").update(id, () -> items.rename(id, "brush")))
                .isInstanceOf(WriteRefusedException.class);
        assertThatThrownBy(() -> transactions.run(status -> {
                    caches.get("leased").update(id, () -> items.rename(id, "brush"));
                    caches.get("degrading").update(id, () -> items.rename(id, "brush"));
                    caches.get("locked").update(id, () -> items.rename(id, "brush"));
                }))
                .as("one cache that refuses is enough")
                .isInstanceOf(WriteRefusedException.class);

        assertThat(items.row(id).name()).isEqualTo("pen");
        assertThat(outbox.keys()).isEmpty();
    }

    @Test
    void aMarkIsDrainedWhenWhatWasCommittedBeforeIsGone() {
        link.refuse();
        long id = items.given("pen");
        caches.get("leased").update(id, () -> items.rename(id, "brush"));
        Backlog.Mark mark = backlog.mark();
        assertThat(mark.isDrained()).isFalse();
        outbox.clear();
        caches.get("leased").update(id, () -> items.rename(id, "paint"));

        assertThat(mark.isDrained()).as("later rows do not count").isTrue();
        assertThat(backlog.mark().isDrained()).isFalse();
    }

    private double invalidations(String cache, String outcome) {
        return meters.counter("cache.consistency.invalidations", "cache", cache, "outcome", outcome)
                .count();
    }
}
