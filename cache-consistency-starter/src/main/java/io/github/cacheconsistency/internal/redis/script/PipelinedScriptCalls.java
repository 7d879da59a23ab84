package io.github.cacheconsistency.internal.redis.script;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.ReturnType;

/**
 * Runs scripts on connections of the application: a single script as an ordinary command, several in a pipeline. Thread-safe.
 */
public final class PipelinedScriptCalls implements ScriptCalls {

    private final RedisConnectionFactory connectionFactory;

    public PipelinedScriptCalls(RedisConnectionFactory connectionFactory) {
        this.connectionFactory = connectionFactory;
    }

    @Override
    public List<Boolean> run(List<ScriptCall> calls) {
        try (RedisConnection connection = connectionFactory.getConnection()) {
            if (calls.size() == 1) {
                ScriptCall call = calls.get(0);
                return List.of(Boolean.TRUE.equals(call.script().execute(connection, call.keys(), call.arguments())));
            }
            connection.openPipeline();
            calls.forEach(call -> enqueue(connection, call));
            return connection.closePipeline().stream().map(Boolean.TRUE::equals).toList();
        }
    }

    /** Sends the whole script: in a pipeline, the error for an unknown digest would arrive only when the pipeline is closed. */
    private static void enqueue(RedisConnection connection, ScriptCall call) {
        int keys = call.keys().length;
        byte[][] keysAndArguments = Arrays.copyOf(call.keys(), keys + call.arguments().length);
        System.arraycopy(call.arguments(), 0, keysAndArguments, keys, call.arguments().length);
        connection
                .scriptingCommands()
                .eval(call.script().lua().getBytes(UTF_8), ReturnType.BOOLEAN, keys, keysAndArguments);
    }
}
