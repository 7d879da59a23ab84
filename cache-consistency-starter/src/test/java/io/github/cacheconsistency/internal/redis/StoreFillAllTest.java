package io.github.cacheconsistency.internal.redis;

import static io.github.cacheconsistency.internal.redis.RawKeys.key;
import static io.github.cacheconsistency.internal.redis.RawKeys.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.spi.Fill;
import io.github.cacheconsistency.spi.FillPermit;
import io.github.cacheconsistency.spi.KeyState;
import io.github.cacheconsistency.spi.LeaseToken;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Each fill of a batch needs its own lease. */
class StoreFillAllTest {

    @RegisterExtension
    static final EmbeddedRedis REDIS = new EmbeddedRedis();

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final LeaseToken MINE = new LeaseToken("mine");
    private static final LeaseToken OTHER = new LeaseToken("other");

    private SpringDataCacheStore store;
    private RawKeys raw;

    @BeforeEach
    void connect() {
        store = new SpringDataCacheStore(REDIS.connectionFactory());
        raw = new RawKeys(REDIS.connectionFactory());
    }

    @Test
    void fillsWhatStillHoldsItsOwnLeaseAndNothingElse() {
        store.lease(key("mine"), MINE, MINUTE);
        store.lease(key("taken"), OTHER, MINUTE);
        store.set(key("filled"), value("theirs"), null);
        raw.execute(connection -> connection.listCommands().rPush(key("list").bytes(), new byte[] {1}));
        store.lease(key("too"), OTHER, MINUTE);

        List<Boolean> accepted = store.fillAll(List.of(
                fill("mine", MINE, null),
                fill("taken", MINE, null),
                fill("filled", MINE, null),
                fill("list", MINE, null),
                fill("absent", MINE, null),
                fill("too", OTHER, MINUTE)));

        assertThat(accepted).containsExactly(true, false, false, false, false, true);
        assertThat(raw.bytes(key("mine"))).isEqualTo("value of mine");
        assertThat(raw.remaining(key("mine"))).isEqualTo(-1);
        assertThat(store.get(key("taken"))).isEqualTo(new KeyState.Lease(OTHER));
        assertThat(raw.bytes(key("filled"))).isEqualTo("theirs");
        assertThat(raw.remaining(key("absent"))).isEqualTo(-2);
        assertThat(raw.bytes(key("too"))).isEqualTo("value of too");
        assertThat(raw.remaining(key("too"))).isBetween(1L, MINUTE.toMillis());
    }

    @Test
    void isOneCommandForUpToItsMostKeys() {
        List<CacheKey> keys = IntStream.range(0, 2 * ManyKeysScript.MOST_KEYS + 1)
                .mapToObj(index -> key("k" + index))
                .toList();
        keys.forEach(key -> store.lease(key, MINE, MINUTE));
        store.fillAll(List.of(fill("so that the script is known", MINE, null)));
        long before = REDIS.calls("evalsha");

        List<Boolean> accepted = store.fillAll(
                keys.stream().map(key -> fill(key.toString(), MINE, null)).toList());

        assertThat(REDIS.calls("evalsha") - before).isEqualTo(3);
        assertThat(accepted).isEqualTo(Collections.nCopies(keys.size(), true));
        assertThat(keys).allMatch(key -> raw.bytes(key).equals("value of " + key));
    }

    @Test
    void ofNothingAsksNobody() {
        assertThat(store.fillAll(List.of())).isEmpty();
    }

    private static Fill fill(String name, LeaseToken token, Duration timeToLive) {
        return new Fill(key(name), new FillPermit(token), value("value of " + name), timeToLive);
    }
}
