package io.github.cacheconsistency.mutants;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.ReturnType;
import org.springframework.test.util.ReflectionTestUtils;

/** Changes of the Lua scripts. */
final class Scripts {

    /** The method that sends all scripts to Redis. */
    static final String EXECUTE = "internal.redis.script.SingleKeyScript#execute(RedisConnection,byte[][],byte[][])";

    private Scripts() {}

    /**
     * Replaces a line in the only script that contains {@code written}. Other scripts are not changed, so if the script
     * is rewritten, the mutant is reported as unreached.
     */
    static Change with(String written, String instead) {
        return Changes.when(
                call -> lua(call).contains(written),
                call -> execute(call, lua(call).replace(written, instead)));
    }

    private static String lua(Call call) {
        return String.valueOf((Object) ReflectionTestUtils.invokeMethod(call.target(), "lua"));
    }

    private static @Nullable Object execute(Call call, String lua) {
        RedisConnection connection = call.argument(0);
        byte[][] keys = call.argument(1);
        byte[][] arguments = call.argument(2);
        ReturnType returns = call.field("returnType");
        byte[][] all =
                Stream.concat(Arrays.stream(keys), Arrays.stream(arguments)).toArray(byte[][]::new);
        return connection.scriptingCommands().eval(lua.getBytes(UTF_8), returns, keys.length, all);
    }
}
