package io.github.cacheconsistency.autoconfigure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.internal.redis.EmbeddedRedis;
import io.github.cacheconsistency.internal.redis.RequiredCommands;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Commands that Redis forbids are reported at start-up, with the permissions to add. */
class PermissionCheckTest {

    @RegisterExtension
    static final EmbeddedRedis REDIS = new EmbeddedRedis();

    @Test
    void theLeastRuleIsEnough() {
        user("~users::* " + RequiredCommands.ACL_MARKER_KEYS + " -@all " + RequiredCommands.ACL_COMMANDS)
                .withPropertyValues("cache-consistency.caches.users.strategy=lease")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "SET", "DEL", "EVALSHA", "EVAL", "EXISTS", "SCARD", "PTTL", "PEXPIRE"})
    void whatACacheNeedsIsNamedWithTheRule(String command) {
        user("~* +@all -" + command.toLowerCase(Locale.ROOT))
                .withPropertyValues("cache-consistency.caches.users.strategy=lease")
                .run(context -> {
                    FailureAnalysis report = Contexts.report(context);
                    assertThat(report.getDescription())
                            .contains("'lease' of the cache 'users' needs the Redis commands " + command + " ")
                            .contains("NOPERM");
                    assertThat(report.getAction())
                            .contains(RequiredCommands.ACL_COMMANDS, RequiredCommands.ACL_MARKER_KEYS, "cache-aside");
                });
    }

    @Test
    void cachesThatAreNotKnownYetNeedWhatTheDefaultStrategyNeeds() {
        user("~* +@all -@scripting")
                .run(context ->
                        assertThat(Contexts.report(context).getDescription()).contains("EVALSHA, EVAL"));
    }

    @Test
    void withoutLeasesNoScriptIsNeeded() {
        user("~* +@all -@scripting")
                .withPropertyValues("cache-consistency.strategy=cache-aside")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void keysThatNoKnownCacheHasNeedNotBeAllowed() {
        user("~users::* +@all").run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void theKeysOfACacheMustBeAllowed() {
        user("~users::* +@all")
                .withPropertyValues("cache-consistency.caches.orders.strategy=lease")
                .run(context -> assertThat(Contexts.report(context).getDescription())
                        .contains("'orders'", "access one of the keys"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-mget", "-unlink", "-@dangerous", "-scan", "-dbsize", "-sadd"})
    void whatHasASubstituteIsNoError(String without) {
        user("~* +@all " + without)
                .withPropertyValues("cache-consistency.caches.users.strategy=lease")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void aRedisThatDoesNotAnswerIsNoError() {
        Contexts.runner()
                .withPropertyValues("spring.data.redis.port=1", "cache-consistency.caches.users.strategy=lease")
                .run(context -> assertThat(context).hasNotFailed());
    }

    private static ApplicationContextRunner user(String rules) {
        try (var connection = REDIS.connectionFactory().getConnection()) {
            String[] words = ("SETUSER limited reset on >secret " + rules).split(" ");
            byte[][] arguments = new byte[words.length][];
            for (int index = 0; index < words.length; index++) {
                arguments[index] = words[index].getBytes(UTF_8);
            }
            connection.execute("ACL", arguments);
        }
        return Contexts.runner()
                .withPropertyValues(
                        "spring.data.redis.port=" + REDIS.connectionFactory().getPort(),
                        "spring.data.redis.username=limited",
                        "spring.data.redis.password=secret");
    }
}
