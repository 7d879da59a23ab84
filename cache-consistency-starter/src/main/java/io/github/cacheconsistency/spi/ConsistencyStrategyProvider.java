package io.github.cacheconsistency.spi;

/**
 * Makes a strategy available under a name. The built-in ones are registered already; a bean of this type adds one, or
 * replaces the built-in one of the same name.
 */
public interface ConsistencyStrategyProvider {

    /** The value of {@code cache-consistency.strategy} that selects it: kebab-case. */
    String strategyName();

    /**
     * Creates the strategy for one cache; called once per cache.
     *
     * @throws io.github.cacheconsistency.InvalidStrategyConfigurationException if {@code context} lacks something the strategy needs
     */
    ConsistencyStrategy create(StrategyContext context);
}
