package io.github.cacheconsistency.test.report;

import io.github.cacheconsistency.test.oracle.Property;
import java.util.Arrays;
import java.util.List;

/** A property in plain words, and the letter that stands for it in the matrix. */
record Explained(Property property, String letter, String words) {

    static final List<Explained> ALL =
            Arrays.stream(Property.values()).map(Explained::of).toList();

    static Explained of(Property property) {
        return switch (property) {
            case CONVERGES ->
                new Explained(
                        property, "C", "When all reads and writes have ended, cache and database soon agree again.");
            case NO_STALE_AFTER_ACK ->
                new Explained(
                        property,
                        "A",
                        "Once a write has returned to its caller, nobody who starts to read after that gets an older value.");
            case MONOTONIC ->
                new Explained(
                        property,
                        "M",
                        "Nobody gets a value that is older than one that somebody has already been given.");
            case COMMIT_FRESH ->
                new Explained(
                        property,
                        "F",
                        "Once the database has committed a write, nobody who starts to read after that gets an older value.");
            case NO_DIRTY -> new Explained(property, "D", "Nobody sees a value that is not committed.");
        };
    }
}
