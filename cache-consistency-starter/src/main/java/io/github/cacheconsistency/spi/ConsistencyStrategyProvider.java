package io.github.cacheconsistency.spi;

/**
 * Provides a strategy under a name. A bean of this type adds a strategy, or replaces the built-in strategy of the same
 * name.
 */
public interface ConsistencyStrategyProvider {

    /** The value of {@code cache-consistency.strategy} that selects the strategy, in kebab-case. */
    String strategyName();

    /**
     * Creates the strategy for one cache. Called once per cache.
     *
     * @throws io.github.cacheconsistency.InvalidStrategyConfigurationException if {@code context} lacks something that
     *     the strategy needs
     */
    ConsistencyStrategy create(StrategyContext context);
}
