package io.github.cacheconsistency.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.ReturnType;
import org.springframework.data.redis.core.script.RedisScript;

/**
 * A Lua script on one key: by its digest, and in full where the server does not know it yet.
 *
 * <p>Not a {@code ScriptExecutor}: that needs a {@code RedisTemplate}, which joins a connection bound to the thread. In
 * a transaction of a template with transaction support such a connection only queues commands, and an invalidation
 * would happen after the write was acknowledged.
 *
 * @param <T> {@link Boolean} for scripts that return 0 or 1, {@code byte[]} for those that return a string or nil
 */
final class SingleKeyScript<T> {

    private final RedisScript<T> script;
    private final ReturnType returnType;

    SingleKeyScript(String lua, Class<T> resultType) {
        this.script = RedisScript.of(lua, resultType);
        this.returnType = ReturnType.fromJavaType(resultType);
    }

    @Nullable
    T execute(RedisConnection connection, byte[] key, byte[]... arguments) {
        byte[][] keyAndArguments = new byte[arguments.length + 1][];
        keyAndArguments[0] = key;
        System.arraycopy(arguments, 0, keyAndArguments, 1, arguments.length);
        try {
            return connection.scriptingCommands().evalSha(script.getSha1(), returnType, 1, keyAndArguments);
        } catch (DataAccessException exception) {
            if (!isUnknownToServer(exception)) {
                throw exception;
            }
            byte[] lua = lua().getBytes(UTF_8);
            return connection.scriptingCommands().eval(lua, returnType, 1, keyAndArguments);
        }
    }

    /** The script itself. */
    String lua() {
        return script.getScriptAsString();
    }

    /** Whether the server has not seen the script yet, so that it must be sent in full. */
    static boolean isUnknownToServer(Throwable exception) {
        for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
            String message = cause.getMessage();
            if (message != null && message.startsWith("NOSCRIPT")) {
                return true;
            }
        }
        return false;
    }
}
