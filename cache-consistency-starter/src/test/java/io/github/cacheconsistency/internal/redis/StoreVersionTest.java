package io.github.cacheconsistency.internal.redis;

import static io.github.cacheconsistency.internal.redis.RawKeys.key;
import static io.github.cacheconsistency.internal.redis.RawKeys.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.spi.KeyState;
import io.github.cacheconsistency.spi.LeaseToken;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoreVersionTest {

    @RegisterExtension
    static final EmbeddedRedis REDIS = new EmbeddedRedis();

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final CacheKey KEY = key("points::1");
    private static final LeaseToken MINE = new LeaseToken("mine");
    private static final LeaseToken THEIRS = new LeaseToken("theirs");

    private SpringDataCacheStore store;
    private RawKeys raw;

    @BeforeEach
    void connect() {
        store = new SpringDataCacheStore(REDIS.connectionFactory());
        raw = new RawKeys(REDIS.connectionFactory());
    }

    @ParameterizedTest
    @CsvSource({
        "-9223372036854775808, -9223372036854775807",
        "-9223372036854775808, 9223372036854775807",
        "-9007199254740993, -9007199254740992",
        "-9007199254740992, -9007199254740991",
        "-10, -9",
        "-1, 0",
        "0, 1",
        "9, 10",
        "9007199254740991, 9007199254740992",
        "9007199254740992, 9007199254740993",
        "9223372036854775806, 9223372036854775807"
    })
    void theHigherVersionStaysWhateverTheOrder(long lower, long higher) {
        store.set(KEY, value("lower", lower), MINUTE);
        store.putIfNewer(KEY, value("higher", higher), MINUTE);
        assertHolds("higher", higher);
        store.putIfNewer(KEY, value("lower", lower), MINUTE);
        assertHolds("higher", higher);

        assertThat(store.fillOrReplaceOlder(KEY, MINE, value("lower", lower), MINUTE))
                .isFalse();
        assertHolds("higher", higher);
        store.set(KEY, value("lower", lower), MINUTE);
        assertThat(store.fillOrReplaceOlder(KEY, MINE, value("higher", higher), MINUTE))
                .isTrue();
        assertHolds("higher", higher);
    }

    @Test
    void theSameVersionIsKept() {
        store.set(KEY, value("first", 5), MINUTE);

        store.putIfNewer(KEY, value("second", 5), MINUTE);
        assertHolds("first", 5);
        assertThat(store.fillOrReplaceOlder(KEY, MINE, value("second", 5), MINUTE))
                .isFalse();
        assertHolds("first", 5);
    }

    @Test
    void putIfNewerNeverWritesIntoAnAbsentKey() {
        store.putIfNewer(KEY, value("a", 5), MINUTE);

        assertThat(raw.bytes(KEY)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\0cc:lease:theirs",
                "\0cc:lease:",
                "unversioned",
                "",
                "\0cc:value:\0cc:version:18446744073709551615forged",
                "\0cc:version:123",
                "\0cc:version:-0000000000000000001x",
                "\0cc:version:99999999999999999999x"
            })
    void putIfNewerRemovesWhatHasNoVersion(String held) {
        raw.write(KEY, held);

        store.putIfNewer(KEY, value("a", 5), MINUTE);

        assertThat(raw.bytes(KEY)).isNull();
    }

    @Test
    void putIfNewerNeedsAVersion() {
        raw.write(KEY, "untouched");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.putIfNewer(KEY, value("a"), MINUTE))
                .withMessageContaining("with version")
                .withMessageContaining("points::1");
        assertThat(raw.bytes(KEY)).isEqualTo("untouched");
    }

    @Test
    void putIfNewerSetsTheTimeToLiveOfWhatItStores() {
        store.set(KEY, value("a", 1), Duration.ofSeconds(5));
        store.putIfNewer(KEY, value("a", 1), MINUTE);
        assertThat(raw.remaining(KEY)).as("kept").isPositive().isLessThanOrEqualTo(5_000);
        store.putIfNewer(KEY, value("b", 2), MINUTE);
        assertThat(raw.remaining(KEY)).as("replaced").isGreaterThan(5_000).isLessThanOrEqualTo(60_000);
        store.putIfNewer(KEY, value("c", 3), null);
        assertThat(raw.remaining(KEY)).as("without expiry").isEqualTo(-1);
    }

    @Test
    void fillOrReplaceOlderReplacesItsOwnLease() {
        store.lease(KEY, MINE, Duration.ofSeconds(5));

        assertThat(store.fillOrReplaceOlder(KEY, MINE, value("a", 5), MINUTE)).isTrue();

        assertHolds("a", 5);
        assertThat(raw.remaining(KEY)).isGreaterThan(5_000).isLessThanOrEqualTo(60_000);
    }

    @Test
    void fillOrReplaceOlderIsRefusedByEverythingElse() {
        assertThat(store.fillOrReplaceOlder(KEY, MINE, value("a", 5), MINUTE)).isFalse();
        assertThat(raw.bytes(KEY)).as("absent").isNull();

        store.lease(KEY, THEIRS, MINUTE);
        assertThat(store.fillOrReplaceOlder(KEY, MINE, value("a", 5), MINUTE)).isFalse();
        assertThat(raw.bytes(KEY)).as("other lease").isEqualTo("\0cc:lease:theirs");

        raw.write(KEY, "unversioned");
        assertThat(store.fillOrReplaceOlder(KEY, MINE, value("a", 5), MINUTE)).isFalse();
        assertThat(raw.bytes(KEY)).isEqualTo("unversioned");

        raw.write(KEY, "\0cc:version:0000malformed");
        assertThat(store.fillOrReplaceOlder(KEY, MINE, value("a", 5), MINUTE)).isFalse();
        assertThat(raw.bytes(KEY)).isEqualTo("\0cc:version:0000malformed");
    }

    @Test
    void fillOrReplaceOlderWithoutVersionIsAFill() {
        store.set(KEY, value("a", Long.MIN_VALUE), null);
        assertThat(store.fillOrReplaceOlder(KEY, MINE, value("null"), MINUTE)).isFalse();
        assertHolds("a", Long.MIN_VALUE);

        store.invalidate(List.of(KEY));
        store.lease(KEY, MINE, MINUTE);
        assertThat(store.fillOrReplaceOlder(KEY, MINE, value("null"), null)).isTrue();
        assertThat(raw.bytes(KEY)).isEqualTo("null");
        assertThat(raw.remaining(KEY)).isEqualTo(-1);
    }

    private void assertHolds(String payload, long version) {
        assertThat(store.get(KEY)).isInstanceOfSatisfying(KeyState.Value.class, value -> {
            assertThat(value.payload()).asString().isEqualTo(payload);
            assertThat(value.version()).isEqualTo(version);
        });
    }
}
