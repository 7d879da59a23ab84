package io.github.cacheconsistency.test.explore;

import java.util.Map;

/**
 * The resources that a step touches; they determine which steps commute. Two steps of different tasks that do not
 * {@linkplain #conflictsWith conflict} lead to the same state and the same verdict in either order; the footprint of
 * each is the same, or smaller, in either order; and neither enables or disables the other.
 *
 * @param resources the kind of access for each resource: a key, a row, a table, the history that is judged at the end
 * @param everything whether the step may touch any resource, so that it conflicts with all other steps
 */
public record Footprint(Map<String, Use> resources, boolean everything) {

    /** How a resource is used. */
    public enum Use {
        /** Reads it; commutes with other reads. */
        READ,
        /** Adds to it, where the order of additions does not matter; commutes with other additions. */
        ADD,
        /** Changes it. */
        WRITE
    }

    /** Touches nothing. */
    public static final Footprint NOTHING = new Footprint(Map.of(), false);

    /** May touch any resource. */
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
