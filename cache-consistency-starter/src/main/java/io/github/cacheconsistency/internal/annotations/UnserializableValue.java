package io.github.cacheconsistency.internal.annotations;

import org.jspecify.annotations.Nullable;

/**
 * A value that could not be serialized. It is kept so that the read that loaded it can still return it (docs/protocols.md, G8).
 *
 * @param placeholder bytes that replace it where Spring passes bytes on
 * @param value the value itself
 * @param cause the failure of the serializer
 */
record UnserializableValue(byte[] placeholder, @Nullable Object value, RuntimeException cause) {}
