package io.github.cacheconsistency.peers;

import io.github.cacheconsistency.test.oracle.Property;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The result of a scenario for a cache, as a letter in the scoreboard. */
enum Mark {
    CONVERGES("C", Property.CONVERGES),
    NO_STALE_AFTER_ACK("A", Property.NO_STALE_AFTER_ACK),
    MONOTONIC("M", Property.MONOTONIC),
    COMMIT_FRESH("F", Property.COMMIT_FRESH),
    NO_DIRTY("D", Property.NO_DIRTY),
    /** More than one load after an entry has expired under 200 readers. */
    HERD("H", null),
    /** A lock of the peer prevents an order from being forced; the rest of that order was not judged. */
    LOCKED("L", null),
    /** A read failed, or an assertion of the scenario other than the properties. */
    FAILS("X", null),
    /** The peer cannot take part. */
    NOT_RUN("-", null);

    private final String letter;
    private final @Nullable Property broken;

    Mark(String letter, @Nullable Property broken) {
        this.letter = letter;
        this.broken = broken;
    }

    static Mark broken(Property property) {
        return Arrays.stream(values())
                .filter(mark -> mark.broken == property)
                .findFirst()
                .orElseThrow();
    }

    static Mark ofLetter(String letter) {
        return Arrays.stream(values())
                .filter(mark -> mark.letter.equals(letter))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No mark has the letter '" + letter + "'"));
    }

    String letter() {
        return letter;
    }
}
