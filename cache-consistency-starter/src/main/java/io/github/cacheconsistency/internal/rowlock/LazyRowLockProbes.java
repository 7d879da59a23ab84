package io.github.cacheconsistency.internal.rowlock;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.spi.CacheSettings;
import io.github.cacheconsistency.spi.RowLockProbe;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.util.function.SingletonSupplier;

/**
 * Checks the tables of the probes after all beans are created, when all scripts have run. The tables may not exist earlier:
 * Spring Boot makes JPA, which may create tables or run the scripts, depend on the cache manager. Thread-safe.
 */
public final class LazyRowLockProbes implements SmartInitializingSingleton {

    private final RowLockProbes probes;
    private final Queue<Supplier<RowLockProbe>> unchecked = new ConcurrentLinkedQueue<>();

    public LazyRowLockProbes(RowLockProbes probes) {
        this.probes = probes;
    }

    /**
     * Returns the probe of the cache called {@code cacheName}.
     *
     * @throws io.github.cacheconsistency.InvalidStrategyConfigurationException if neither the settings nor a bean name the rows
     *     to probe; problems with the database are found later
     */
    public RowLockProbe probe(String cacheName, CacheSettings settings) {
        if (!probes.knowsRows(cacheName, settings)) {
            return probes.probe(cacheName, settings);
        }
        Supplier<RowLockProbe> probe = SingletonSupplier.of(() -> probes.probe(cacheName, settings));
        unchecked.add(probe);
        return new RowLockProbe() {

            @Override
            public boolean isFree(CacheKey key) {
                return probe.get().isFree(key);
            }

            @Override
            public List<Boolean> areFree(List<CacheKey> keys) {
                return probe.get().areFree(keys);
            }
        };
    }

    /**
     * Checks all probes that were requested so far.
     *
     * @throws io.github.cacheconsistency.InvalidStrategyConfigurationException if a probe cannot work
     */
    @Override
    public void afterSingletonsInstantiated() {
        for (Supplier<RowLockProbe> probe = unchecked.poll(); probe != null; probe = unchecked.poll()) {
            probe.get();
        }
    }
}
