package io.github.cacheconsistency.internal.redis.index;

import static io.github.cacheconsistency.internal.redis.RawKeys.key;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.internal.read.VirtualTime;
import io.github.cacheconsistency.internal.redis.EmbeddedRedis;
import io.github.cacheconsistency.internal.redis.RawKeys;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** When an index is completed in the background, and how often Redis is scanned for that. */
class KeyIndexUpkeepTest {

    @RegisterExtension
    static final EmbeddedRedis REDIS = new EmbeddedRedis();

    private static final KeyIndex INDEX = KeyIndex.of("points::*".getBytes(UTF_8));
    private static final KeyIndex OTHER = KeyIndex.of("orders::*".getBytes(UTF_8));
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final VirtualTime time = new VirtualTime();
    private final KeyIndexUpkeep upkeep = new KeyIndexUpkeep(time, REDIS.connectionFactory());
    private final RawKeys raw = new RawKeys(REDIS.connectionFactory());

    @BeforeEach
    void start() {
        upkeep.start();
        raw.write(key("points::other-writer"), "a");
    }

    @Test
    void anIndexIsCompletedAtOnceAndKeepsWhatItFinds() {
        upkeep.complete(INDEX);
        upkeep.complete(INDEX);
        assertThat(time.scheduled()).isEqualTo(1);

        time.advance(Duration.ZERO);

        assertThat(isMember(KeyIndex.COMPLETE)).isTrue();
        assertThat(isMember("points::other-writer")).isTrue();
        assertThat(time.scheduled()).isZero();
    }

    @Test
    void afterAClearWhatOthersWroteIsRemoved() {
        upkeep.complete(INDEX);
        upkeep.removeUnknown(INDEX);
        time.advance(Duration.ZERO);
        assertThat(raw.bytes(key("points::other-writer"))).isNull();
    }

    @Test
    void theNextLookAtTheSameIndexWaits() {
        upkeep.removeUnknown(INDEX);
        time.advance(Duration.ZERO);
        upkeep.removeUnknown(INDEX);
        upkeep.removeUnknown(INDEX);
        upkeep.removeUnknown(OTHER);
        assertThat(time.scheduled()).isEqualTo(2);
        raw.write(key("points::later"), "a");

        time.advance(SECOND.minusMillis(1));
        assertThat(raw.bytes(key("points::later"))).isEqualTo("a");
        assertThat(time.scheduled()).isEqualTo(1);

        time.advance(Duration.ofMillis(1));
        assertThat(raw.bytes(key("points::later"))).isNull();
        assertThat(time.scheduled()).isZero();
    }

    @Test
    void aStoppedApplicationIsNotLookedAfter() {
        upkeep.removeUnknown(INDEX);
        upkeep.stop();
        time.advance(Duration.ZERO);
        assertThat(raw.bytes(key("points::other-writer"))).isEqualTo("a");

        upkeep.removeUnknown(INDEX);
        assertThat(time.scheduled()).isZero();

        upkeep.start();
        upkeep.removeUnknown(INDEX);
        time.advance(SECOND);
        assertThat(raw.bytes(key("points::other-writer"))).isNull();
    }

    private boolean isMember(String member) {
        return raw.execute(connection -> connection.setCommands().sIsMember(INDEX.key(), member.getBytes(UTF_8)));
    }
}
