package io.github.cacheconsistency.autoconfigure;

import io.github.cacheconsistency.internal.strategy.BuiltInStrategy;
import io.github.cacheconsistency.spi.CacheSettings;
import io.github.cacheconsistency.spi.ConsistencyStrategy;
import io.github.cacheconsistency.spi.ConsistencyStrategyProvider;
import io.github.cacheconsistency.spi.StrategyContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All strategies by name: the built-in ones, and those of beans. A bean replaces the built-in strategy of the same
 * name.
 */
final class StrategyProviders {

    private final ConfigurationProblems problems;
    private final Map<String, ConsistencyStrategyProvider> providers = new LinkedHashMap<>();

    /**
     * @throws io.github.cacheconsistency.InvalidStrategyConfigurationException if two beans provide the same name
     */
    StrategyProviders(Iterable<ConsistencyStrategyProvider> beans, ConfigurationProblems problems) {
        this.problems = problems;
        for (BuiltInStrategy builtIn : BuiltInStrategy.values()) {
            providers.put(builtIn.strategyName(), builtIn);
        }
        Map<String, List<String>> classesByName = new LinkedHashMap<>();
        for (ConsistencyStrategyProvider bean : beans) {
            providers.put(bean.strategyName(), bean);
            classesByName
                    .computeIfAbsent(bean.strategyName(), any -> new ArrayList<>())
                    .add(bean.getClass().getName());
        }
        classesByName.forEach((name, classes) -> {
            if (classes.size() > 1) {
                throw problems.duplicateStrategy(name, classes);
            }
        });
    }

    /**
     * Returns the strategy called {@code name}.
     *
     * @param property the property that names it
     * @throws io.github.cacheconsistency.InvalidStrategyConfigurationException if there is none
     */
    ConsistencyStrategyProvider get(String name, String property) {
        ConsistencyStrategyProvider provider = providers.get(name);
        if (provider == null) {
            throw problems.unknownStrategy(property, name, providers.keySet());
        }
        return new VersionChecking(provider, problems);
    }

    /** Checks that a strategy that compares versions has a version property. */
    private record VersionChecking(ConsistencyStrategyProvider provider, ConfigurationProblems problems)
            implements ConsistencyStrategyProvider {

        @Override
        public String strategyName() {
            return provider.strategyName();
        }

        @Override
        public ConsistencyStrategy create(StrategyContext context) {
            ConsistencyStrategy strategy = provider.create(context);
            CacheSettings settings = context.settings();
            if (settings.enabled() && strategy.usesVersions() && settings.versionProperty() == null) {
                throw problems.missingVersionProperty(context.cacheName(), strategy.name());
            }
            return strategy;
        }
    }
}
