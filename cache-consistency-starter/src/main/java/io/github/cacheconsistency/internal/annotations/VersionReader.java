package io.github.cacheconsistency.internal.annotations;

import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads the version of cached values from one of their properties: a record component, a JavaBean getter, a public method with
 * the name of the property and no parameters, a public field, or a key of a {@link Map}. The property must be an integral
 * number that fits into a {@code long}. The accessor of each class is looked up once. Thread-safe.
 */
final class VersionReader {

    private final String property;
    private final ClassValue<PropertyAccessor> accessors = new ClassValue<>() {
        @Override
        protected PropertyAccessor computeValue(Class<?> type) {
            return PropertyAccessor.find(type, property);
        }
    };

    /**
     * @param property the name of the property that holds the version
     */
    public VersionReader(String property) {
        this.property = property;
    }

    /**
     * Returns the version of {@code value}.
     *
     * @return {@code null} if the value, or its version, is {@code null}
     * @throws IllegalStateException if the value has no such property, or if that is not an integral number
     */
    public @Nullable Long read(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        Object version = value instanceof Map<?, ?> map
                ? entry(map)
                : accessors.get(value.getClass()).read(value);
        return version == null ? null : toLong(value.getClass(), version);
    }

    private @Nullable Object entry(Map<?, ?> map) {
        Object version = map.get(property);
        if (version == null && !map.containsKey(property)) {
            throw new IllegalStateException(
                    "Expected the cached %s to have a key '%s' that holds its version, but it has none. "
                                    .formatted(map.getClass().getName(), property)
                            + "Put the version there, or name another key in version-property.");
        }
        return version;
    }

    private Long toLong(Class<?> type, Object version) {
        return integral(version)
                .orElseThrow(() -> new IllegalStateException(
                        "Expected the version '%s' of %s to be an integral number of at most 64 bits, but it is a %s. "
                                        .formatted(
                                                property,
                                                type.getName(),
                                                version.getClass().getName())
                                + "Change its type to long, or name another property in version-property."));
    }

    private static Optional<Long> integral(Object version) {
        if (version instanceof Long
                || version instanceof Integer
                || version instanceof Short
                || version instanceof Byte
                || version instanceof AtomicLong
                || version instanceof AtomicInteger) {
            return Optional.of(((Number) version).longValue());
        }
        if (version instanceof BigInteger big && big.bitLength() < Long.SIZE) {
            return Optional.of(big.longValue());
        }
        return Optional.empty();
    }
}
