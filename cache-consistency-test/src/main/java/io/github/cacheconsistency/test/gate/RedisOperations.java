package io.github.cacheconsistency.test.gate;

import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.core.ScanOptions;
import org.springframework.data.redis.core.types.Expiration;

/** Converts calls of Spring Data Redis' command interfaces, imperative or reactive, to operations. */
final class RedisOperations {

    private static final Set<String> READS = Set.of(
            "GET",
            "MGET",
            "EXISTS",
            "TTL",
            "PTTL",
            "TYPE",
            "KEYS",
            "SCAN",
            "STRLEN",
            "GETRANGE",
            "GETBIT",
            "BITCOUNT",
            "BITPOS",
            "DIGEST",
            "DUMP",
            "ECHO",
            "PING",
            "TIME",
            "INFO",
            "DBSIZE",
            "RANDOMKEY",
            "IDLETIME",
            "REFCOUNT",
            "ENCODINGOF",
            "HGET",
            "HMGET",
            "HGETALL",
            "HEXISTS",
            "HKEYS",
            "HLEN",
            "HVALS",
            "SMEMBERS",
            "SISMEMBER",
            "SCARD",
            "LRANGE",
            "LLEN",
            "LINDEX",
            "ZRANGE",
            "ZSCORE",
            "ZCARD",
            "SCRIPTEXISTS",
            "GETCONFIG",
            "MULTIGET");

    /** Commands whose arguments are all keys, or keys and values. */
    private static final Set<String> ALL_KEYS =
            Set.of("MGET", "EXISTS", "DEL", "UNLINK", "TOUCH", "WATCH", "MDEL", "MUNLINK", "MSET", "MSETNX");

    private static final Set<String> NO_KEYS = Set.of("SCRIPTLOAD", "SCRIPTEXISTS", "ECHO", "PUBLISH", "INFO");

    /** Prefix of the library's keys about Redis itself. They belong to no cache, and their commands are not gated. */
    private static final String LIBRARY_NOTES = "cache-consistency:verified";

    /**
     * Suffix of a key index. Scripts also write the index, but only {@code clear()} reads it, and that touches every
     * key; so the index counts as no key of a script.
     */
    private static final String INDEX = "\0cc:index:1";

    private static final int MOST_DIGITS = 15;

    private RedisOperations() {}

    /** Whether {@code operation} concerns the server only, and no key of a cache. */
    static boolean isAboutTheServer(Operation operation) {
        return operation.keys().isEmpty()
                ? operation.name().equals("INFO")
                : operation.keys().stream().allMatch(key -> key.startsWith(LIBRARY_NOTES));
    }

    static Operation of(Method method, @Nullable Object[] arguments) {
        String name = method.getName().toUpperCase(Locale.ROOT);
        List<Object> flat = new ArrayList<>();
        flatten(Arrays.asList(arguments), flat);
        if (name.equals("EXECUTE") && !flat.isEmpty() && flat.get(0) instanceof String command) {
            name = command.toUpperCase(Locale.ROOT);
            flat.remove(0);
        }
        Access access = READS.contains(name) ? Access.READ : Access.WRITE;
        List<String> keys = keys(name, arguments, flat);
        if (name.startsWith("EVAL")) {
            // The number of keys is not a time-to-live.
            flat.removeIf(Integer.class::isInstance);
        }
        return Operation.redis(name, access, keys, numbers(flat));
    }

    private static List<String> keys(String name, @Nullable Object[] arguments, List<Object> flat) {
        if (NO_KEYS.contains(name)) {
            return List.of();
        }
        Stream<String> texts = flat.stream().map(RedisOperations::text).flatMap(Stream::ofNullable);
        if (name.startsWith("EVAL")) {
            return scriptKeys(arguments, flat);
        }
        if (name.equals("MSET") || name.equals("MSETNX")) {
            List<String> pairs = texts.toList();
            return Stream.iterate(0, i -> i < pairs.size(), i -> i + 2)
                    .map(pairs::get)
                    .toList();
        }
        return (ALL_KEYS.contains(name) ? texts : texts.limit(1)).toList();
    }

    /** {@code eval(script, returnType, numberOfKeys, keysAndArguments..)}. */
    private static List<String> scriptKeys(@Nullable Object[] arguments, List<Object> flat) {
        for (int i = 0; i < flat.size(); i++) {
            if (flat.get(i) instanceof Integer numberOfKeys) {
                return flat.subList(i + 1, flat.size()).stream()
                        .limit(numberOfKeys)
                        .map(RedisOperations::text)
                        .flatMap(Stream::ofNullable)
                        .filter(key -> !key.endsWith(INDEX))
                        .toList();
            }
        }
        if (arguments.length > 1 && arguments[1] instanceof Collection<?> keys) {
            return keys.stream()
                    .map(RedisOperations::text)
                    .flatMap(Stream::ofNullable)
                    .toList();
        }
        return List.of();
    }

    private static void flatten(Iterable<?> arguments, List<Object> into) {
        for (Object argument : arguments) {
            if (argument instanceof Object[] many) {
                flatten(Arrays.asList(many), into);
            } else if (argument instanceof Map<?, ?> map) {
                map.forEach((key, value) -> flatten(Arrays.asList(key, value), into));
            } else if (argument instanceof Collection<?> many) {
                flatten(many, into);
            } else if (argument != null) {
                into.add(argument);
            }
        }
    }

    private static List<Long> numbers(List<Object> flat) {
        List<Long> numbers = new ArrayList<>();
        for (Object argument : flat) {
            if (argument instanceof Number number) {
                numbers.add(number.longValue());
                numbers.add(number.longValue() * 1000);
            } else if (argument instanceof Duration duration) {
                numbers.add(duration.toMillis());
            } else if (argument instanceof Expiration expiration && !expiration.isPersistent()) {
                numbers.add(expiration.getExpirationTimeInMilliseconds());
            } else {
                String text = text(argument);
                if (text != null && isNumber(text)) {
                    numbers.add(Long.parseLong(text));
                    numbers.add(Long.parseLong(text) * 1000);
                }
            }
        }
        return numbers;
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty()
                && text.length() <= MOST_DIGITS
                && text.chars().allMatch(character -> character >= '0' && character <= '9');
    }

    private static @Nullable String text(Object argument) {
        if (argument instanceof byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
        if (argument instanceof ByteBuffer buffer) {
            return StandardCharsets.UTF_8.decode(buffer.asReadOnlyBuffer()).toString();
        }
        if (argument instanceof ScanOptions scan) {
            return scan.getPattern();
        }
        return null;
    }
}
