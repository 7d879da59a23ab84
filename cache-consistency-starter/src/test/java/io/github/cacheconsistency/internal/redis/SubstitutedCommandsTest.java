package io.github.cacheconsistency.internal.redis;

import static io.github.cacheconsistency.internal.redis.RawKeys.key;
import static io.github.cacheconsistency.internal.redis.RawKeys.value;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.spi.KeyState;
import io.github.cacheconsistency.spi.LeaseToken;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** If a Redis user may not send some commands, other commands have the same effect. */
@ExtendWith(OutputCaptureExtension.class)
class SubstitutedCommandsTest {

    @RegisterExtension
    static final EmbeddedRedis REDIS = new EmbeddedRedis();

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final CacheKey KEY = key("points::1");
    private static final CacheKey OTHER = key("points::2");

    private LettuceConnectionFactory limited;
    private SpringDataCacheStore store;

    @BeforeEach
    void limitTheUser() {
        allow("~*", "+@all", "-mget", "-unlink");
        RedisStandaloneConfiguration user = new RedisStandaloneConfiguration(
                "127.0.0.1", REDIS.connectionFactory().getPort());
        user.setUsername("limited");
        user.setPassword("secret");
        limited = new LettuceConnectionFactory(user);
        limited.afterPropertiesSet();
        limited.start();
        store = new SpringDataCacheStore(limited);
    }

    @AfterEach
    void disconnect() {
        limited.destroy();
    }

    @Test
    void severalKeysAreReadWithoutMget(CapturedOutput log) {
        store.set(KEY, value("a"), MINUTE);

        for (int time = 0; time < 2; time++) {
            assertThat(store.getAll(List.of(OTHER, KEY)))
                    .hasExactlyElementsOfTypes(KeyState.Absent.class, KeyState.Value.class);
        }

        assertThat(log).containsOnlyOnce("Redis does not allow MGET");
    }

    @Test
    void keysAreRemovedWithoutUnlink(CapturedOutput log) {
        for (int time = 0; time < 2; time++) {
            store.set(KEY, value("a"), MINUTE);
            assertThat(store.invalidate(List.of(KEY, OTHER))).isEqualTo(1);
            assertThat(store.get(KEY)).isEqualTo(KeyState.Absent.INSTANCE);
        }

        assertThat(log).containsOnlyOnce("Redis does not allow UNLINK");
    }

    @Test
    void aCacheIsClearedWithoutUnlink() {
        store.set(KEY, value("a"), MINUTE);

        assertThat(store.invalidateMatching("points", "points::*".getBytes(UTF_8)))
                .isEqualTo(1);
    }

    /** Scripts are forbidden while the application runs: no reader waits for a lease that cannot be filled. */
    @Test
    void withoutScriptsNoLeaseIsLeft() {
        LeaseToken mine = new LeaseToken("mine");
        store.lease(KEY, mine, MINUTE);
        allow("-@scripting");

        assertThat(catchThrowable(() -> store.fill(KEY, mine, value("a"), MINUTE)))
                .hasRootCauseMessage(
                        "NOPERM this user has no permissions to run the 'evalsha' command or its subcommand");

        assertThat(store.get(KEY)).isEqualTo(KeyState.Absent.INSTANCE);
    }

    private static void allow(String... rules) {
        try (RedisConnection connection = REDIS.connectionFactory().getConnection()) {
            byte[][] arguments = new byte[rules.length + 4][];
            List<String> first = List.of("SETUSER", "limited", "on", ">secret");
            for (int index = 0; index < arguments.length; index++) {
                String word = index < first.size() ? first.get(index) : rules[index - first.size()];
                arguments[index] = word.getBytes(UTF_8);
            }
            connection.execute("ACL", arguments);
        }
    }
}
