package io.github.cacheconsistency.autoconfigure;

import io.github.cacheconsistency.InvalidStrategyConfigurationException;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.context.properties.source.UnboundElementsSourceFilter;
import org.springframework.core.env.Environment;

/**
 * Finds unknown properties below {@code cache-consistency.caches}. Spring Boot ignores them, so a misspelt property, or
 * a cache name with dots and without brackets, would silently leave its cache on the global settings.
 */
final class UnknownCacheProperties {

    private static final ConfigurationPropertyName CACHES =
            ConfigurationPropertyName.of(CacheConsistencyProperties.PREFIX + ".caches");

    /** In the uniform form: lower case, no dashes. */
    private static final Set<String> KNOWN = Set.of(
            "enabled",
            "strategy",
            "timetolive",
            "nulltimetolive",
            "timetolivejitter",
            "lease.time",
            "lease.longest",
            "lease.wait",
            "doubledelete.delay",
            "versionproperty",
            "replicalag",
            "onredisfailure",
            "row");

    private final Environment environment;
    private final Predicate<String> isTurnedOff;

    /**
     * Creates the check.
     *
     * @param isTurnedOff whether the library is turned off for the cache with this name, as written in the properties
     */
    UnknownCacheProperties(Environment environment, Predicate<String> isTurnedOff) {
        this.environment = environment;
        this.isTurnedOff = isTurnedOff;
    }

    /**
     * Checks all property sources except environment variables and system properties, which contain names of other
     * programs.
     *
     * @throws InvalidStrategyConfigurationException if there are unknown properties; it lists all of them
     */
    void rejectAny() {
        UnboundElementsSourceFilter filter = new UnboundElementsSourceFilter();
        Set<ConfigurationPropertyName> unknown = new TreeSet<>();
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            if (filter.apply(source) && source instanceof IterableConfigurationPropertySource iterable) {
                iterable.stream().filter(this::isUnknown).forEach(unknown::add);
            }
        }
        if (!unknown.isEmpty()) {
            throw failure(unknown);
        }
    }

    private boolean isUnknown(ConfigurationPropertyName name) {
        int firstElement = CACHES.getNumberOfElements() + 1;
        if (!CACHES.isAncestorOf(name) || name.getNumberOfElements() < firstElement) {
            return false;
        }
        String property = IntStream.range(firstElement, name.getNumberOfElements())
                .mapToObj(element -> name.getElement(element, Form.UNIFORM))
                .collect(Collectors.joining("."));
        if (isTurnedOff.test(name.getElement(firstElement - 1, Form.ORIGINAL))) {
            return false;
        }
        return !KNOWN.contains(property);
    }

    private InvalidStrategyConfigurationException failure(Set<ConfigurationPropertyName> unknown) {
        String names = unknown.stream().map(Object::toString).collect(Collectors.joining(", "));
        return new InvalidStrategyConfigurationException(
                "Properties of a cache are enabled, strategy, time-to-live, null-time-to-live, time-to-live-jitter, "
                        + "lease.time, lease.longest, lease.wait, double-delete.delay, version-property, replica-lag, on-redis-failure and row, but found: "
                        + names
                        + ".",
                "Correct the spelling. If the name of the cache holds dots, put it in brackets: "
                        + "cache-consistency.caches[user.points].strategy=lease, or in YAML \"[user.points]\".");
    }
}
