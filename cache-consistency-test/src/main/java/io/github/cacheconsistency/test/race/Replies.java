package io.github.cacheconsistency.test.race;

import io.github.cacheconsistency.test.gate.Operation;
import io.github.cacheconsistency.test.gate.Store;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.util.Collection;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.core.Cursor;

/** Summarizes replies of stores in a few printable characters. */
final class Replies {

    private static final int LONGEST = 32;

    private Replies() {}

    static String summarize(Operation operation, @Nullable Object reply) {
        if (reply == null) {
            return operation.store() == Store.REDIS && operation.name().startsWith("GET") ? "miss" : "";
        }
        return text(reply);
    }

    private static String text(@Nullable Object reply) {
        if (reply instanceof byte[] bytes) {
            return printable(bytes);
        }
        if (reply instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return printable(bytes);
        }
        if (reply instanceof Collection<?> many) {
            return many.stream().limit(4).map(Replies::text).collect(Collectors.joining(", ", "[", "]"));
        }
        if (reply instanceof ResultSet || reply instanceof Cursor<?>) {
            return "rows";
        }
        return String.valueOf(reply);
    }

    private static String printable(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (!text.chars().allMatch(character -> character >= ' ' && character < 127)) {
            return bytes.length + " bytes";
        }
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "..";
    }
}
