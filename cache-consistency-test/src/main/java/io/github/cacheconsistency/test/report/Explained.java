package io.github.cacheconsistency.test.report;

import io.github.cacheconsistency.test.oracle.Property;
import java.util.Arrays;
import java.util.List;

/** A property in plain words, and its letter in the matrix. */
record Explained(Property property, String letter, String words) {

    static final List<Explained> ALL =
            Arrays.stream(Property.values()).map(Explained::of).toList();

    static Explained of(Property property) {
        return switch (property) {
            case CONVERGES ->
                new Explained(property, "C", "Soon after all reads and writes have ended, cache and database agree.");
            case NO_STALE_AFTER_ACK ->
                new Explained(
                        property,
                        "A",
                        "A read that starts after a write has returned to its caller does not get an older value.");
            case MONOTONIC ->
                new Explained(
                        property,
                        "M",
                        "A read that starts after another read has returned does not get an older value than that read.");
            case COMMIT_FRESH ->
                new Explained(
                        property,
                        "F",
                        "A read that starts after the database has committed a write does not get an older value.");
            case NO_DIRTY -> new Explained(property, "D", "A read does not get a value that is not committed.");
        };
    }
}
