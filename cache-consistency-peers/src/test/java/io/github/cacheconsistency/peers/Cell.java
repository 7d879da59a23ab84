package io.github.cacheconsistency.peers;

import io.github.cacheconsistency.test.oracle.Property;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * One cell of the scoreboard.
 *
 * @param marks the observed marks; empty if no property was violated
 */
record Cell(Set<Mark> marks) {

    Cell {
        marks = Set.copyOf(marks);
    }

    /** Parses letters separated by blanks, or {@code .} for none. */
    static Cell of(String letters) {
        return letters.equals(".")
                ? new Cell(Set.of())
                : new Cell(Arrays.stream(letters.split(" ")).map(Mark::ofLetter).collect(Collectors.toSet()));
    }

    static Cell broken(Collection<Property> properties) {
        return new Cell(properties.stream().map(Mark::broken).collect(Collectors.toSet()));
    }

    @Override
    public String toString() {
        return marks.isEmpty()
                ? "."
                : new TreeSet<>(marks).stream().map(Mark::letter).collect(Collectors.joining(" "));
    }
}
