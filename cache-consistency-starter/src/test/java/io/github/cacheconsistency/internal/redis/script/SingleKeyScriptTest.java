package io.github.cacheconsistency.internal.redis.script;

import static io.github.cacheconsistency.internal.redis.RawKeys.key;
import static io.github.cacheconsistency.internal.redis.RawKeys.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.internal.redis.EmbeddedRedis;
import io.github.cacheconsistency.internal.redis.RawKeys;
import io.github.cacheconsistency.internal.redis.SpringDataCacheStore;
import io.github.cacheconsistency.spi.KeyState;
import io.github.cacheconsistency.spi.LeaseToken;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.dao.DataAccessException;

class SingleKeyScriptTest {

    @RegisterExtension
    static final EmbeddedRedis REDIS = new EmbeddedRedis();

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final CacheKey KEY = key("points::1");
    private static final LeaseToken TOKEN = new LeaseToken("token");

    private final SpringDataCacheStore store = new SpringDataCacheStore(REDIS.connectionFactory());
    private final RawKeys raw = new RawKeys(REDIS.connectionFactory());

    @Test
    void aServerThatForgotTheScriptsGetsThemAgain() {
        for (int round = 0; round < 2; round++) {
            forgetScripts();
            assertThat(store.setIfAbsent(KEY, value("a", 1), MINUTE)).isEqualTo(KeyState.Absent.INSTANCE);
            forgetScripts();
            assertThat(store.getAndTouch(KEY, MINUTE)).isInstanceOf(KeyState.Value.class);
            forgetScripts();
            store.putIfNewer(KEY, value("a", 2), MINUTE);
            forgetScripts();
            assertThat(store.fillOrReplaceOlder(KEY, TOKEN, value("a", 3), MINUTE))
                    .isTrue();
            raw.write(KEY, "\0cc:lease:token");
            forgetScripts();
            assertThat(store.fill(KEY, TOKEN, value("a", 4), MINUTE)).isTrue();
            raw.write(KEY, "\0cc:lease:token");
            forgetScripts();
            assertThat(store.release(KEY, TOKEN)).isTrue();
        }
    }

    @Test
    void aKnownScriptGoesByItsDigest() {
        store.release(KEY, TOKEN);
        long full = REDIS.calls("eval");
        long byDigest = REDIS.calls("evalsha");

        store.release(KEY, TOKEN);
        store.release(KEY, TOKEN);

        assertThat(REDIS.calls("eval")).isEqualTo(full);
        assertThat(REDIS.calls("evalsha") - byDigest).isEqualTo(2);
    }

    @Test
    void anErrorInsideAScriptIsNotRetried() {
        store.release(KEY, TOKEN);
        raw.execute(connection -> connection.listCommands().rPush(KEY.bytes(), new byte[] {1}));
        long full = REDIS.calls("eval");

        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> store.release(KEY, TOKEN))
                .withStackTraceContaining("WRONGTYPE");

        assertThat(REDIS.calls("eval")).isEqualTo(full);
    }

    private void forgetScripts() {
        raw.execute(connection -> {
            connection.scriptingCommands().scriptFlush();
            return null;
        });
    }
}
