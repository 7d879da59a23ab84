package io.github.cacheconsistency.internal.redis.script;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Errors in the words of Redis 6.2 and 7.0, for a direct command and inside a script. */
class RedisRefusalTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "OUT_OF_MEMORY | OOM command not allowed when used memory > 'maxmemory'.",
                "OUT_OF_MEMORY | @user_script: 1: -OOM command not allowed when used memory > 'maxmemory'.",
                "OUT_OF_MEMORY | ERR Error running script (call to f_62e6): @user_script:1: @user_script: 1: -OOM command not"
                        + " allowed when used memory > 'maxmemory'.",
                "SNAPSHOT_FAILED | MISCONF Redis is configured to save RDB snapshots, but it is currently not able to.",
                "TOO_FEW_REPLICAS | NOREPLICAS Not enough good replicas to write.",
                "REPLICA | READONLY You can't write against a read only replica. script: 62e6, on @user_script:1.",
                "NOT_PERMITTED | NOPERM this user has no permissions to run the 'mget' command or its subcommand",
                "NOT_PERMITTED | ERR Error running script (call to f_4e57): @user_script:1: @user_script: 1: The user"
                        + " executing the script can't run this command or subcommand",
                "NOT_PERMITTED | ERR The user executing the script can't access at least one of the keys mentioned in the"
                        + " command arguments script: a2e6, on @user_script:1.",
                "UNKNOWN_COMMAND | ERR unknown command `EVAL`, with args beginning with: `OOM `, `READONLY `,",
            })
    void isRecognisedByWhatRedisAnswers(RedisRefusal expected, String answer) {
        Exception failure = new IllegalStateException("Error in execution", new IllegalStateException(answer));

        assertThat(RedisRefusal.of(failure)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Command timed out after 1 second(s)",
                "Unable to connect to localhost:6379",
                "LOADING Redis is loading the dataset in memory",
                "WRONGTYPE Operation against a key holding the wrong kind of value",
                "NOSCRIPT No matching script. Please use EVAL.",
                "CLUSTERDOWN The cluster is down"
            })
    void anOutageIsNone(String message) {
        assertThat(RedisRefusal.isRefusal(new IllegalStateException(message))).isFalse();
    }

    @Test
    void onlyAPermissionIsMissingForGood() {
        assertThat(RedisRefusal.isForGood(new IllegalStateException("NOPERM no")))
                .isTrue();
        assertThat(RedisRefusal.isForGood(new IllegalStateException("OOM command not allowed")))
                .isFalse();
    }
}
