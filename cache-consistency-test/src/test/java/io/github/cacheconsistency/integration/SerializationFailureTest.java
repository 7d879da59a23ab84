package io.github.cacheconsistency.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.ConsistentCaches;
import io.github.cacheconsistency.build.ProvokedLog;
import io.github.cacheconsistency.build.ProvokesLog;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** docs/protocols.md, G8: a value that cannot be cached is returned all the same. */
@IntegrationTest
class SerializationFailureTest {

    /** Not serializable. */
    record Unwritable(long id, long version) {}

    /** Fails when it is read back only. */
    static final class Unreadable implements Serializable {

        private final transient long version = 1;

        public long version() {
            return version;
        }

        private void writeObject(ObjectOutputStream out) throws IOException {
            out.defaultWriteObject();
        }

        private void readObject(ObjectInputStream in) throws IOException {
            throw new IOException("cannot be read back");
        }
    }

    @Autowired
    private ItemService service;

    @Autowired
    private ConsistentCaches caches;

    @Autowired
    private Items items;

    @Autowired
    private RedisProbe redis;

    @Autowired
    private Events events;

    @BeforeEach
    void forget() {
        events.forget();
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "aside", "doubled"})
    @ProvokesLog("io.github.cacheconsistency.internal.read.Load")
    void aValueThatCannotBeWrittenIsReturnedAndNotCached(String cache, ProvokedLog log) {
        long id = items.given("pen");
        String key = cache + "::" + id;
        Unwritable value = new Unwritable(id, 1);
        var programmatic = caches.cache(cache, Long.class, Unwritable.class);

        assertThat(service.find(cache, id, () -> value)).isSameAs(value);
        assertThat(redis.exists(key)).isFalse();
        assertThat(service.findInSync(cache, id, () -> value)).isSameAs(value);
        assertThat(redis.exists(key)).isFalse();
        assertThat(programmatic.get(id, () -> value)).isSameAs(value);
        assertThat(programmatic.getAll(List.of(id), ids -> Map.of(id, value))).containsEntry(id, value);
        assertThat(redis.exists(key)).isFalse();
        assertThat(events.of(key))
                .containsExactly(
                        "read MISS",
                        "fill FAILED",
                        "read MISS",
                        "fill FAILED",
                        "read MISS",
                        "fill FAILED",
                        "read MISS",
                        "fill FAILED");
        assertThat(log.messages())
                .hasSize(4)
                .allSatisfy(message -> assertThat(message)
                        .contains("cache '" + cache + "' key '" + key + "'", "Cannot serialize")
                        .doesNotContain(value.toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "aside", "doubled"})
    @ProvokesLog("io.github.cacheconsistency.internal.annotations.PutHandler")
    @ProvokesLog("io.github.cacheconsistency.internal.programmatic.RedisConsistentCache")
    void aWriteOfAValueThatCannotBeWrittenInvalidates(String cache, ProvokedLog log) {
        long id = items.given("pen");
        service.find(cache, id);
        Unwritable value = new Unwritable(id, 2);

        assertThat(service.put(cache, id, () -> value)).isSameAs(value);
        assertThat(redis.exists(cache + "::" + id)).isFalse();

        service.find(cache, id);
        assertThat(caches.cache(cache, Long.class, Unwritable.class).update(id, () -> value))
                .isSameAs(value);
        assertThat(redis.exists(cache + "::" + id)).isFalse();
        assertThat(log).asString().contains("cannot be serialized", cache + "::" + id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "aside", "doubled"})
    void aValueThatCannotBeReadBackIsReturnedToThoseWhoLoadIt(String cache) {
        long other = items.given("other");
        service.find(cache, other);
        service.find(cache, other);
        long id = items.given("pen");
        Unreadable value = new Unreadable();
        var programmatic = caches.cache(cache, Long.class, Unreadable.class);

        for (int call = 0; call < 2; call++) {
            assertThat(service.find(cache, id, () -> value)).isSameAs(value);
            assertThat(programmatic.get(id, () -> value)).isSameAs(value);
            assertThat(service.findInSync(cache, id, () -> value)).isSameAs(value);
        }
        assertThat(redis.holdsValue(cache + "::" + other)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "versioned", "aside", "doubled"})
    void aSynchronizedLoadIsNotTakenForTheEntryThatWasReadBefore(String cache) {
        long other = items.given("other");
        service.find(cache, other);
        service.find(cache, other);
        Unreadable value = new Unreadable();

        assertThat(service.findInSync(cache, items.given("pen"), () -> value)).isSameAs(value);
        assertThat(redis.holdsValue(cache + "::" + other)).isTrue();
    }
}
