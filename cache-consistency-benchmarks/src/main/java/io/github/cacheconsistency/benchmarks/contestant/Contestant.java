package io.github.cacheconsistency.benchmarks.contestant;

import java.util.Map;

/**
 * One way to cache the points, with its configuration.
 *
 * @param id its name on the command line and in tables
 * @param configuration creates a {@code PointsService}, and a {@link PointsBatch} if it has one
 * @param properties properties of Spring Boot, in addition to those of every contestant
 * @param writesDiffer whether it takes part only in workloads with writes, because its reads equal those of another
 *     contestant
 */
public record Contestant(
        String id, Family family, Class<?> configuration, Map<String, String> properties, boolean writesDiffer) {

    /** The contestant that all others are compared with. */
    public static final String RAW = "raw";

    /** Whether it has this name. */
    public boolean is(String name) {
        return id.equals(name);
    }

    /**
     * Returns the name of the strategy without the rest of {@link #id()}; empty for contestants other than the library.
     */
    public String strategy() {
        return properties.getOrDefault("cache-consistency.strategy", "");
    }
}
