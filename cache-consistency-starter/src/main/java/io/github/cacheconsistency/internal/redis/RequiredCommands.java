package io.github.cacheconsistency.internal.redis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.cacheconsistency.internal.redis.script.RedisRefusal;
import io.github.cacheconsistency.internal.redis.script.SingleKeyScript;
import io.github.cacheconsistency.internal.redis.script.TimeToLive;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.ReturnType;
import org.springframework.data.redis.connection.SetCondition;

/**
 * Checks which of the required commands Redis refuses to its user. Redis checks permissions before it executes a command, so
 * each command is sent in a form that changes nothing. Commands with a fallback are not checked: {@code MGET}, {@code UNLINK},
 * and commands that only the failover watch or the index of a large cache needs. Thread-safe.
 */
public final class RequiredCommands {

    /**
     * The minimal ACL rule, without keys: all commands of the library, including those that scripts send and those of the
     * failover watch. A test runs all operations under it.
     */
    public static final String ACL_COMMANDS =
            "+get +mget +set +del +unlink +exists +eval +evalsha +pttl +pexpire +scan +info +hgetall +hmset"
                    + " +dbsize +sadd +srem +scard +sismember +srandmember +sscan";

    /** The ACL rule for the keys of the failover watch. */
    public static final String ACL_MARKER_KEYS = "~cache-consistency:verified*";

    private static final byte[] NO_SUCH_SCRIPT = "0".repeat(40).getBytes(US_ASCII);
    private static final Duration MILLISECOND = Duration.ofMillis(1);

    private static final Map<String, BiConsumer<RedisConnection, byte[]>> ALWAYS = new LinkedHashMap<>();
    private static final Map<String, BiConsumer<RedisConnection, byte[]>> WITH_LEASES = new LinkedHashMap<>();

    static {
        ALWAYS.put("GET", (connection, key) -> connection.stringCommands().get(key));
        ALWAYS.put(
                "SET",
                (connection, key) -> connection
                        .stringCommands()
                        .set(key, new byte[0], SetCondition.ifPresent(), TimeToLive.expiration(MILLISECOND)));
        ALWAYS.put("DEL", (connection, key) -> connection.keyCommands().del(key));
        WITH_LEASES.put(
                "EVALSHA",
                (connection, key) ->
                        connection.scriptingCommands().evalSha(NO_SUCH_SCRIPT, ReturnType.INTEGER, 1, key));
        WITH_LEASES.put(
                "EVAL",
                (connection, key) ->
                        connection.scriptingCommands().eval("return 1".getBytes(US_ASCII), ReturnType.INTEGER, 1, key));
        WITH_LEASES.put("EXISTS", (connection, key) -> connection.keyCommands().exists(key));
        WITH_LEASES.put("SREM", (connection, key) -> connection.setCommands().sRem(key, key));
        WITH_LEASES.put("SCARD", (connection, key) -> connection.setCommands().sCard(key));
        WITH_LEASES.put(
                "SISMEMBER", (connection, key) -> connection.setCommands().sIsMember(key, key));
        WITH_LEASES.put(
                "SRANDMEMBER", (connection, key) -> connection.setCommands().sRandMember(key));
        WITH_LEASES.put("PTTL", (connection, key) -> connection.keyCommands().pTtl(key));
        WITH_LEASES.put("PEXPIRE", (connection, key) -> connection.keyCommands().pExpire(key, 1));
    }

    private final RedisConnectionFactory connectionFactory;

    public RequiredCommands(RedisConnectionFactory connectionFactory) {
        this.connectionFactory = connectionFactory;
    }

    /**
     * Returns a key that matches a {@code SCAN} pattern and that no cache uses.
     *
     * @param pattern a pattern of all keys with a prefix
     */
    public static byte[] keyLike(byte[] pattern) {
        ByteArrayOutputStream key = new ByteArrayOutputStream();
        for (int index = 0; index < pattern.length - 1; index++) {
            if (pattern[index] == '\\' && index < pattern.length - 2) {
                index++;
            }
            key.write(pattern[index]);
        }
        key.writeBytes("cache-consistency:permissions".getBytes(ISO_8859_1));
        return key.toByteArray();
    }

    /**
     * Returns the commands that Redis refuses for {@code key}, each with the refusal, in the order in which they were sent.
     *
     * @param leases whether the commands of scripts are required
     * @throws RuntimeException if Redis does not answer
     */
    public Map<String, RuntimeException> refused(byte[] key, boolean leases) {
        Map<String, BiConsumer<RedisConnection, byte[]>> needed = new LinkedHashMap<>(ALWAYS);
        if (leases) {
            needed.putAll(WITH_LEASES);
        }
        Map<String, RuntimeException> refused = new LinkedHashMap<>();
        try (RedisConnection connection = connectionFactory.getConnection()) {
            needed.forEach((command, harmless) -> {
                try {
                    harmless.accept(connection, key);
                } catch (RuntimeException failure) {
                    if (RedisRefusal.isForGood(failure)) {
                        refused.put(command, failure);
                    } else if (!RedisRefusal.isRefusal(failure) && !SingleKeyScript.isUnknownToServer(failure)) {
                        throw failure;
                    }
                }
            });
        }
        return refused;
    }

    /** Returns whether {@code refusal} concerns the key and not the command. */
    public static boolean isAboutTheKey(Throwable refusal) {
        for (Throwable cause = refusal; cause != null; cause = cause.getCause()) {
            String message = cause.getMessage();
            if (message != null && message.contains("access one of the keys")) {
                return true;
            }
        }
        return false;
    }
}
