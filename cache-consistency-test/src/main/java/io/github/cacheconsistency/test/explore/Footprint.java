package io.github.cacheconsistency.test.explore;

import java.util.Map;

/**
 * What a step touches, to tell which steps commute: two steps of different tasks that do not {@linkplain #conflictsWith
 * conflict} lead to the same state and the same verdict in either order, each touches the same in either order, or less,
 * and neither enables or disables the other.
 *
 * @param resources the kind of access for each resource: a key, a row, a table, the history that is judged at the end
 * @param everything whether the step may touch anything, so that it conflicts with all others
 */
public record Footprint(Map<String, Use> resources, boolean everything) {

    /** How a resource is used. */
    public enum Use {
        /** Looks at it; commutes with other looks. */
        READ,
        /** Adds to it, in a way in which the order of additions does not matter; commutes with other additions. */
        ADD,
        /** Changes it. */
        WRITE
    }

    /** Touches nothing. */
    public static final Footprint NOTHING = new Footprint(Map.of(), false);

    /** May touch anything. */
    public static final Footprint EVERYTHING = new Footprint(Map.of(), true);

    public Footprint {
        resources = Map.copyOf(resources);
    }

    /** Whether the order of two steps with these footprints may matter. */
    public boolean conflictsWith(Footprint other) {
        if (everything || other.everything) {
            return true;
        }
        return resources.entrySet().stream().anyMatch(entry -> {
            Use use = other.resources.get(entry.getKey());
            return use != null && (use == Use.WRITE || use != entry.getValue());
        });
    }
}
