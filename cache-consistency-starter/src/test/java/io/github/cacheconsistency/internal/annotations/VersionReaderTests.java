package io.github.cacheconsistency.internal.annotations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VersionReaderTests {

    private final VersionReader reader = new VersionReader("version");

    @Test
    void aMissingValueHasNoVersion() {
        assertThat(reader.read(null)).isNull();
    }

    static Stream<Object> valuesOfVersionSeven() {
        return Stream.of(
                new PublicRecord(1, 7),
                new HiddenRecord(7),
                new PrivateRecord(7),
                new PublicBean(7L),
                new HiddenBean(),
                new Inheriting(7L),
                new Fluent(),
                new PublicField(),
                new HiddenField(),
                new Inconsistent(),
                new Anonymous() {},
                Map.of("version", 7),
                Map.of("version", 7L));
    }

    @ParameterizedTest
    @MethodSource("valuesOfVersionSeven")
    void findsThePropertyWhereverItIs(Object value) {
        assertThat(reader.read(value)).isEqualTo(7);
        assertThat(reader.read(value)).isEqualTo(7);
    }

    static Stream<Number> integralNumbers() {
        return Stream.of((byte) 7, (short) 7, 7, 7L, BigInteger.valueOf(7), new AtomicInteger(7), new AtomicLong(7));
    }

    @ParameterizedTest
    @MethodSource("integralNumbers")
    void acceptsIntegralNumbers(Number version) {
        assertThat(reader.read(new Anything(version))).isEqualTo(7);
        assertThat(reader.read(Map.of("version", version))).isEqualTo(7);
    }

    @Test
    void acceptsTheWholeRangeOfLong() {
        assertThat(reader.read(new Anything(Long.MIN_VALUE))).isEqualTo(Long.MIN_VALUE);
        assertThat(reader.read(new Anything(BigInteger.valueOf(Long.MAX_VALUE))))
                .isEqualTo(Long.MAX_VALUE);
        assertThat(reader.read(new Anything(BigInteger.valueOf(Long.MIN_VALUE))))
                .isEqualTo(Long.MIN_VALUE);
    }

    static Stream<Object> notIntegral() {
        return Stream.of("7", 7.0, 7.0f, 'a', true, new BigDecimal(7), BigInteger.ONE.shiftLeft(63), Instant.EPOCH);
    }

    @ParameterizedTest
    @MethodSource("notIntegral")
    void rejectsOtherTypes(Object version) {
        assertThatIllegalStateException()
                .isThrownBy(() -> reader.read(new Anything(version)))
                .withMessageContainingAll(
                        "'version'",
                        Anything.class.getName(),
                        version.getClass().getName(),
                        "Change its type to long");
    }

    @Test
    void aVersionThatIsNullIsNoVersion() {
        assertThat(reader.read(new Anything(null))).isNull();
        assertThat(reader.read(new PublicBean(null))).isNull();
        assertThat(reader.read(Collections.singletonMap("version", null))).isNull();
    }

    static Stream<Object> withoutVersion() {
        return Stream.of("text", 7L, new Object(), new Secretive(), new Static(), new WithParameter(), new Returning());
    }

    @ParameterizedTest
    @MethodSource("withoutVersion")
    void rejectsClassesWithoutTheProperty(Object value) {
        assertThatIllegalStateException()
                .isThrownBy(() -> reader.read(value))
                .withMessageContainingAll("'version'", value.getClass().getName(), "version-property");
    }

    @Test
    void rejectsMapsWithoutTheKey() {
        assertThatIllegalStateException()
                .isThrownBy(() -> reader.read(Map.of("revision", 7)))
                .withMessageContainingAll("a key 'version'", "version-property")
                .withMessageNotContaining("revision");
    }

    @Test
    void readsTheNamedPropertyOnly() {
        assertThat(new VersionReader("id").read(new PublicRecord(3, 7))).isEqualTo(3);
    }

    @Test
    void reportsAGetterThatThrows() {
        assertThatIllegalStateException()
                .isThrownBy(() -> reader.read(new Failing()))
                .withMessageContainingAll("getVersion", Failing.class.getName(), "UnsupportedOperationException")
                .withCauseInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void reportsAModuleThatKeepsItsClassesToItself() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new VersionReader("numerator").read(Map.of().entrySet()))
                .withMessageContaining("numerator");
        assertThatIllegalStateException()
                .isThrownBy(() -> new VersionReader("empty").read(List.of(1)))
                .withMessageContainingAll("isEmpty", "java.base", "java.util", "Open it");
    }

    public record PublicRecord(long id, int version) {}

    record HiddenRecord(long version) {}

    private record PrivateRecord(Integer version) {}

    record Anything(@Nullable Object version) {}

    public static class PublicBean {

        private final @Nullable Long version;

        public PublicBean(@Nullable Long version) {
            this.version = version;
        }

        public @Nullable Long getVersion() {
            return version;
        }
    }

    static final class Inheriting extends PublicBean {

        Inheriting(Long version) {
            super(version);
        }
    }

    static class HiddenBean {

        public short getVersion() {
            return 7;
        }
    }

    static final class Fluent {

        public long version() {
            return 7;
        }
    }

    public static class PublicField {

        public final long version = 7;
    }

    static final class HiddenField {

        public final byte version = 7;
    }

    /** The getter takes precedence. */
    static final class Inconsistent {

        public final long version = 1;

        public long version() {
            return 2;
        }

        public long getVersion() {
            return 7;
        }
    }

    abstract static class Anonymous {

        public BigInteger getVersion() {
            return BigInteger.valueOf(7);
        }
    }

    static final class Secretive {

        private final long version = 7;

        private long getVersion() {
            return version;
        }

        long version() {
            return getVersion();
        }
    }

    static final class Static {

        public static final long version = 7;

        public static long version() {
            return 7;
        }
    }

    static final class WithParameter {

        public long version(int unused) {
            return 7;
        }
    }

    static final class Returning {

        public void version() {}
    }

    static final class Failing {

        public long getVersion() {
            throw new UnsupportedOperationException();
        }
    }
}
