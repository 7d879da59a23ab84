package io.github.cacheconsistency.test.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.test.gate.Access;
import io.github.cacheconsistency.test.gate.Operation;
import io.github.cacheconsistency.test.server.EmbeddedRedis;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

@TestInstance(Lifecycle.PER_CLASS)
class RecordedExpirationsTest {

    private final EmbeddedRedis server = EmbeddedRedis.start();
    private final LettuceConnectionFactory connections = new LettuceConnectionFactory(server.host(), server.port());
    private StringRedisTemplate redis = new StringRedisTemplate();

    @BeforeAll
    void connect() {
        connections.afterPropertiesSet();
        connections.start();
        redis = new StringRedisTemplate(connections);
    }

    @AfterAll
    void close() {
        connections.destroy();
        server.close();
    }

    @Test
    void whatHasNoTimeToLiveDoesNotExpire() {
        redis.opsForValue().set("b", "expires", Duration.ofMinutes(1));
        redis.opsForValue().set("a", "expires too", Duration.ofMinutes(1));
        redis.opsForValue().set("c", "stays");
        assertThat(expirations().remove(List.of("c", "absent", "b", "a"), true)).containsExactly("a", "b");
        assertThat(redis.keys("[abc]")).containsExactly("c");
    }

    @Test
    void whatIsEvictedGoesWhateverItsTimeToLive() {
        redis.opsForValue().set("d", "expires", Duration.ofMinutes(1));
        redis.opsForValue().set("e", "stays");
        assertThat(expirations().remove(List.of("d", "e"), false)).containsExactly("d", "e");
        assertThat(redis.keys("[de]")).isEmpty();
    }

    @Test
    void nothingExpiresWhereNoKeyIsNamed() {
        assertThat(expirations().remove(List.of(), true)).isEmpty();
    }

    @Test
    void realTimeEndsNoLifeThatTheTapeKnows() {
        redis.opsForValue().set("f", "expires", Duration.ofMinutes(1));
        redis.opsForValue().set("g", "stays");
        RecordedExpirations expirations = expirations();
        for (int look = 0; look < 2; look++) {
            expirations.executed(Operation.redis("SET", Access.WRITE, List.of("f", "g", "absent"), List.of(60_000L)));
            assertThat(expirations.deadline("f")).contains(Duration.ofMinutes(1));
            assertThat(expirations.deadline("g")).isEmpty();
            assertThat(expirations.deadline("absent")).isEmpty();
        }
        assertThat(redis.getExpire("f", TimeUnit.DAYS)).isGreaterThan(300_000);
        assertThat(redis.getExpire("g")).isEqualTo(-1);
    }

    private RecordedExpirations expirations() {
        return new RecordedExpirations(connections, () -> Duration.ZERO, RecordedExpirations.Mode.ON_DEMAND);
    }
}
