package io.github.cacheconsistency.benchmarks.contestant;

import java.util.Map;

/**
 * One way to cache the points, and how to configure it.
 *
 * @param id its name on the command line and in tables
 * @param configuration makes a {@code PointsService}, and a {@link PointsBatch} where it has one
 * @param properties of Spring Boot, beside those of every contestant
 * @param writesDiffer whether it takes part only where something is written: its reads are those of another contestant
 */
public record Contestant(
        String id, Family family, Class<?> configuration, Map<String, String> properties, boolean writesDiffer) {

    /** The one that all others are compared with. */
    public static final String RAW = "raw";

    /** Whether it is the one of this name. */
    public boolean is(String name) {
        return id.equals(name);
    }

    /** The name of a library's strategy, without what else {@link #id()} says; empty for others. */
    public String strategy() {
        return properties.getOrDefault("cache-consistency.strategy", "");
    }
}
