package io.github.cacheconsistency.internal.redis.script;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.ReturnType;
import org.springframework.data.redis.core.script.RedisScript;

/**
 * A Lua script on one key, or on keys of one cache and the {@link io.github.cacheconsistency.internal.redis.index.KeyIndex} of
 * that cache. It is sent by its digest, and in full if the server does not know it yet. Thread-safe.
 *
 * <p>A {@code ScriptExecutor} cannot be used: it needs a {@code RedisTemplate}, which joins a connection that is bound to the
 * thread. In a transaction of a template with transaction support, such a connection only queues commands, and an invalidation
 * would be executed after the write was acknowledged.
 *
 * @param <T> {@link Boolean} for scripts that return 0 or 1, {@code byte[]} for those that return a string or nil
 */
public final class SingleKeyScript<T> {

    private final RedisScript<?> script;
    private final ReturnType returnType;

    /** @param file see {@link LuaFile} */
    public SingleKeyScript(String file, Class<T> resultType) {
        this(file, ReturnType.fromJavaType(resultType));
    }

    /** @param file see {@link LuaFile} */
    public SingleKeyScript(String file, ReturnType returnType) {
        this.script = RedisScript.of(LuaFile.read(file));
        this.returnType = returnType;
    }

    /** Executes the script with one key; returns its result. */
    @Nullable
    public T execute(RedisConnection connection, byte[] key, byte[]... arguments) {
        return execute(connection, new byte[][] {key}, arguments);
    }

    /** Executes the script with several keys, which must be in one slot on a cluster; returns its result. */
    @Nullable
    public T execute(RedisConnection connection, byte[][] keys, byte[]... arguments) {
        byte[][] keysAndArguments = Arrays.copyOf(keys, keys.length + arguments.length);
        System.arraycopy(arguments, 0, keysAndArguments, keys.length, arguments.length);
        try {
            return connection.scriptingCommands().evalSha(script.getSha1(), returnType, keys.length, keysAndArguments);
        } catch (DataAccessException exception) {
            if (!isUnknownToServer(exception)) {
                throw exception;
            }
            byte[] lua = lua().getBytes(UTF_8);
            return connection.scriptingCommands().eval(lua, returnType, keys.length, keysAndArguments);
        }
    }

    /** Returns the text of the script. */
    String lua() {
        return script.getScriptAsString();
    }

    /** Returns whether the server does not know the script yet, so that it must be sent in full. */
    public static boolean isUnknownToServer(Throwable exception) {
        for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
            String message = cause.getMessage();
            if (message != null && message.startsWith("NOSCRIPT")) {
                return true;
            }
        }
        return false;
    }
}
