package io.github.cacheconsistency.internal.redis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.cacheconsistency.InvalidStrategyConfigurationException;
import io.github.cacheconsistency.internal.redis.index.PatternInvalidation;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.serializer.RedisSerializationContext.SerializationPair;
import org.springframework.data.redis.serializer.RedisSerializer;
import org.springframework.data.redis.serializer.StringRedisSerializer;

/** Which Redis keys belong to a cache: all of its own, and no others. */
class KeySpaceTest {

    @RegisterExtension
    static final EmbeddedRedis REDIS = new EmbeddedRedis();

    private static final List<String> KEYS =
            List.of("1", "", "*", "[a]", "a b", "\u00e9\u00e8", "\"quoted\"", "\\", "x".repeat(300));

    private static final List<String> PREFIXES = List.of(
            "users::",
            "[prod]:users::",
            "app*:users::",
            "us?rs::",
            "a\\b::",
            "\"q\"::",
            "t\u00e4st::",
            "u",
            "{tag}:users::");

    enum KeySerializer {
        STRING(RedisSerializer.string()),
        UTF_16(new StringRedisSerializer(java.nio.charset.StandardCharsets.UTF_16BE)),
        LATIN(new StringRedisSerializer(ISO_8859_1)),
        JSON(new Quoted()),
        WRITES_ONLY(new Written(text -> text.getBytes(UTF_8)));

        final SerializationPair<String> pair;

        @SuppressWarnings("unchecked")
        KeySerializer(RedisSerializer<?> serializer) {
            this.pair = SerializationPair.fromSerializer((RedisSerializer<String>) serializer);
        }

        byte[] write(String key) {
            var buffer = pair.write(key);
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            return bytes;
        }
    }

    /** Writes strings in quotes, like JSON. */
    static final class Quoted implements RedisSerializer<String> {

        @Override
        public byte[] serialize(@Nullable String value) {
            return ('"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"').getBytes(UTF_8);
        }

        @Override
        public String deserialize(byte @Nullable [] bytes) {
            String text = new String(bytes, UTF_8);
            return text.substring(1, text.length() - 1).replaceAll("\\\\(.)", "$1");
        }
    }

    /** A serializer that only writes. */
    record Written(java.util.function.Function<String, byte[]> writer) implements RedisSerializer<String> {

        @Override
        public byte[] serialize(@Nullable String value) {
            return writer.apply(value);
        }

        @Override
        public String deserialize(byte @Nullable [] bytes) {
            throw new UnsupportedOperationException("This serializer only writes");
        }
    }

    static Stream<Arguments> serializersAndPrefixes() {
        return Arrays.stream(KeySerializer.values())
                .flatMap(serializer -> PREFIXES.stream().map(prefix -> Arguments.of(serializer, prefix)));
    }

    @ParameterizedTest
    @MethodSource("serializersAndPrefixes")
    void thePatternMatchesAllKeysOfTheCacheAndNoOthers(KeySerializer serializer, String prefix) {
        KeySpace space = KeySpace.of("users", prefix, serializer.pair);
        List<String> others = List.of(
                "session", "other" + prefix + "1", prefix.substring(1) + "1", "p:users::1", "pusers::1", "usXrs::");
        try (RedisConnection connection = REDIS.connectionFactory().getConnection()) {
            connection.serverCommands().flushAll();
            KEYS.forEach(key -> connection.stringCommands().set(serializer.write(prefix + key), new byte[] {1}));
            Long mine = connection.serverCommands().dbSize();
            others.stream()
                    .filter(key -> !key.startsWith(prefix))
                    .forEach(key -> connection.stringCommands().set(serializer.write(key), new byte[] {1}));
            Long all = connection.serverCommands().dbSize();

            long removed = new PatternInvalidation()
                    .execute(connection, space.allKeys().bytes());

            assertThat(removed).isEqualTo(mine);
            assertThat(connection.serverCommands().dbSize()).isEqualTo(all - mine);
        }
    }

    @ParameterizedTest
    @MethodSource("serializersAndPrefixes")
    void aKeyIsReadAsItWasWritten(KeySerializer serializer, String prefix) {
        KeySpace space = KeySpace.of("users", prefix, serializer.pair);
        boolean readable = serializer != KeySerializer.WRITES_ONLY;
        assertThat(space.isReadable()).isEqualTo(readable);
        if (readable) {
            assertThat(KEYS)
                    .allSatisfy(key -> assertThat(space.text(serializer.write(prefix + key)))
                            .isEqualTo(key));
        }
    }

    @Test
    void somePatternsOfAnApplicationAreKeptWithinTheCache() {
        KeySpace space = KeySpace.of("users", "[prod]:users::", KeySerializer.JSON.pair);
        assertThat(new String(
                        space.matching(KeySerializer.JSON.write("[prod]:users::7*"))
                                .bytes(),
                        UTF_8))
                .isEqualTo("\"\\[prod\\]:users::7*\"");
    }

    static Stream<RedisSerializer<?>> serializersThatHideThePrefix() {
        return Stream.of(
                RedisSerializer.java(),
                new Written(text -> Integer.toString(text.hashCode()).getBytes(UTF_8)),
                new Written(text -> Base64.getEncoder().encode(("4" + text).getBytes(UTF_8))),
                new Written(text -> new StringBuilder(text).reverse().toString().getBytes(UTF_8)),
                new Written(text -> ("same for all " + text.substring(text.indexOf("::"))).getBytes(UTF_8)));
    }

    @ParameterizedTest
    @MethodSource("serializersThatHideThePrefix")
    @SuppressWarnings("unchecked")
    void aSerializerThatHidesThePrefixIsRefused(RedisSerializer<?> serializer) {
        SerializationPair<String> pair = SerializationPair.fromSerializer((RedisSerializer<String>) serializer);
        assertThatExceptionOfType(InvalidStrategyConfigurationException.class)
                .isThrownBy(() -> KeySpace.of("users", "users::", pair))
                .satisfies(refusal -> {
                    assertThat(refusal).hasMessageContainingAll("'users'", "'users::'");
                    assertThat(refusal.action()).contains("serializeKeysWith", "caches[users].enabled=false");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"STRING", "JSON"})
    void withoutAPrefixAllKeysOfTheSerializerAreTheCaches(KeySerializer serializer) {
        KeySpace space = KeySpace.of("users", "", serializer.pair);
        assertThat(space.isUnlimited()).isTrue();
        assertThat(space.contains(serializer.write("anything"))).isTrue();
        assertThat(space.text(serializer.write("anything"))).isEqualTo("anything");
    }
}
