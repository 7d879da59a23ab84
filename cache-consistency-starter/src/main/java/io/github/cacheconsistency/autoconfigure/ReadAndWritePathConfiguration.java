package io.github.cacheconsistency.autoconfigure;

import io.github.cacheconsistency.CacheConsistencyListener;
import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.internal.cache.CacheRegistry;
import io.github.cacheconsistency.internal.cache.FirstUse;
import io.github.cacheconsistency.internal.cache.LeaseTokenSource;
import io.github.cacheconsistency.internal.failover.CacheTrust;
import io.github.cacheconsistency.internal.failover.FailoverWatch;
import io.github.cacheconsistency.internal.load.LeaseKeeper;
import io.github.cacheconsistency.internal.load.LoadLimiter;
import io.github.cacheconsistency.internal.load.LoadsUnderWay;
import io.github.cacheconsistency.internal.outbox.Backlog;
import io.github.cacheconsistency.internal.outbox.Outbox;
import io.github.cacheconsistency.internal.read.BatchReads;
import io.github.cacheconsistency.internal.read.PersistenceContexts;
import io.github.cacheconsistency.internal.read.ReadPath;
import io.github.cacheconsistency.internal.redis.CacheKeySpaces;
import io.github.cacheconsistency.internal.rowlock.LazyRowLockProbes;
import io.github.cacheconsistency.internal.strategy.BuiltInStrategy;
import io.github.cacheconsistency.internal.strategy.RecentMissPredictor;
import io.github.cacheconsistency.internal.time.SystemTimeSource;
import io.github.cacheconsistency.internal.write.DelayedInvalidations;
import io.github.cacheconsistency.internal.write.FlushBeforeCommit;
import io.github.cacheconsistency.internal.write.InvalidationDispatcher;
import io.github.cacheconsistency.internal.write.OpenTransactions;
import io.github.cacheconsistency.internal.write.PendingInvalidations;
import io.github.cacheconsistency.internal.write.TransactionRunner;
import io.github.cacheconsistency.internal.write.WritePath;
import io.github.cacheconsistency.observation.CompositeCacheConsistencyListener;
import io.github.cacheconsistency.observation.LoggingCacheConsistencyListener;
import io.github.cacheconsistency.spi.CacheStore;
import io.github.cacheconsistency.spi.ConsistencyStrategyProvider;
import io.github.cacheconsistency.spi.FillExecutor;
import io.github.cacheconsistency.spi.MissPredictor;
import io.github.cacheconsistency.spi.TimeSource;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.core.env.Environment;
import org.springframework.util.function.SingletonSupplier;

/** The read path, the write path, and the beans that they share. */
@Configuration(proxyBeanMethods = false)
class ReadAndWritePathConfiguration {

    /** The qualifier of the listener that the beans of the library call; it calls all other listeners. */
    static final String ALL_LISTENERS = "cacheConsistencyListeners";

    static final String OUTBOX_ENABLED = "cache-consistency.outbox.enabled";

    private static final int MOST_DELAYED_INVALIDATIONS = 100_000;

    @Bean
    static TurnedOffCaches cacheConsistencyTurnedOffCaches() {
        return new TurnedOffCaches();
    }

    @Bean
    @ConditionalOnMissingBean
    TimeSource cacheConsistencyTimeSource() {
        return new SystemTimeSource();
    }

    @Bean
    LoggingCacheConsistencyListener cacheConsistencyLog(TimeSource time) {
        return new LoggingCacheConsistencyListener(time, LoggingCacheConsistencyListener.DEFAULT_INTERVAL);
    }

    @Bean(name = ALL_LISTENERS, defaultCandidate = false)
    CacheConsistencyListener cacheConsistencyListeners(
            ObjectProvider<CacheConsistencyListener> listeners, TimeSource time) {
        return new CompositeCacheConsistencyListener(
                listeners.orderedStream().toList(), time, LoggingCacheConsistencyListener.DEFAULT_INTERVAL);
    }

    @Bean
    CacheKeySpaces cacheConsistencyKeySpaces(ObjectProvider<FailoverWatch> watch) {
        // Looked up at the first cache, because the watch depends on this bean.
        return new CacheKeySpaces((cacheName, addition) -> {
            FailoverWatch running = watch.getIfAvailable();
            if (running != null) {
                running.extend(cacheName, addition);
            } else {
                addition.run();
            }
        });
    }

    @Bean
    PendingInvalidations cacheConsistencyPendingInvalidations(
            CacheStore store,
            TimeSource time,
            CacheConsistencyProperties properties,
            CacheKeySpaces keySpaces,
            @Qualifier(ALL_LISTENERS) CacheConsistencyListener listener) {
        return new PendingInvalidations(
                store,
                time,
                properties.invalidationRetry().interval(),
                properties.invalidationRetry().maxKeys(),
                keySpaces::allKeysLike,
                listener);
    }

    /** With the outbox on, its own configuration defines it. */
    @Bean
    @ConditionalOnBooleanProperty(name = OUTBOX_ENABLED, havingValue = false, matchIfMissing = true)
    Backlog cacheConsistencyBacklog() {
        return Backlog.NONE;
    }

    /** With the outbox on, its own configuration defines it. */
    @Bean
    @ConditionalOnBooleanProperty(name = OUTBOX_ENABLED, havingValue = false, matchIfMissing = true)
    Outbox cacheConsistencyOutbox() {
        return Outbox.OFF;
    }

    @Bean
    InvalidationDispatcher cacheConsistencyInvalidationDispatcher(
            CacheStore store,
            PendingInvalidations pending,
            Outbox outbox,
            @Qualifier(ALL_LISTENERS) CacheConsistencyListener listener) {
        return new InvalidationDispatcher(store, pending, outbox, listener);
    }

    @Bean
    @ConditionalOnMissingBean
    MissPredictor cacheConsistencyMissPredictor() {
        return new RecentMissPredictor();
    }

    @Bean
    CacheRegistry cacheConsistencyCaches(
            CacheConsistencyProperties properties,
            ObjectProvider<ConsistencyStrategyProvider> providerBeans,
            CacheStore store,
            TimeSource time,
            PendingInvalidations pending,
            LazyRowLockProbes rowLockProbes,
            Environment environment,
            ObjectProvider<FirstUse> firstUses,
            MissPredictor missPredictor,
            @Qualifier(ALL_LISTENERS) CacheConsistencyListener listener) {
        CacheSettingsResolver settings = new CacheSettingsResolver(properties);
        new UnknownCacheProperties(environment, settings::isTurnedOff).rejectAny();
        StrategyProviders providers =
                new StrategyProviders(providerBeans.orderedStream().toList(), new ConfigurationProblems());
        List<FirstUse> inOrder = firstUses.orderedStream().toList();
        CacheRegistry caches = new CacheRegistry(
                settings::settingsFor,
                cache -> settings.settingsFor(cache).enabled()
                        ? new ReplicaLagChecking(
                                providers.get(settings.settingsFor(cache).strategy(), settings.strategyProperty(cache)),
                                settings.hasReplicaLag(cache))
                        // The strategy of a cache that is turned off is not used, and its configuration may be invalid.
                        : BuiltInStrategy.CACHE_ASIDE,
                store,
                new LeaseTokenSource(),
                new DelayedInvalidations(store, time, MOST_DELAYED_INVALIDATIONS, pending, listener),
                rowLockProbes::probe,
                missPredictor,
                cache -> inOrder.forEach(firstUse -> firstUse.of(cache)));
        // Created now, so that an invalid configuration fails at start-up and not at the first read.
        settings.configuredCacheNames().forEach(caches::get);
        return caches;
    }

    @Bean
    TransactionRunner cacheConsistencyTransactions(
            CacheConsistencyProperties properties, ListableBeanFactory beanFactory) {
        TransactionManagerResolver resolver = new TransactionManagerResolver(beanFactory, new ConfigurationProblems());
        return TransactionRunner.askingLater(() -> resolver.resolve(properties.transactionManager()));
    }

    @Bean
    SmartInitializingSingleton cacheConsistencyTransactionManagerCheck(TransactionRunner transactions) {
        return transactions::check;
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static OpenTransactions cacheConsistencyOpenTransactions() {
        return new OpenTransactions();
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static WatchedTransactionManagers cacheConsistencyWatchedTransactionManagers(
            ListableBeanFactory beans, OpenTransactions openTransactions) {
        return new WatchedTransactionManagers(beans, openTransactions);
    }

    @Bean
    WritePath cacheConsistencyWritePath(
            TransactionRunner transactions,
            InvalidationDispatcher dispatcher,
            ObjectProvider<FlushBeforeCommit> flush,
            Outbox outbox,
            OpenTransactions openTransactions) {
        // Looked up once, and not before the first write: a flush may depend on beans that use the cache.
        Supplier<List<FlushBeforeCommit>> flushes =
                SingletonSupplier.of(() -> flush.orderedStream().toList());
        return new WritePath(
                transactions,
                dispatcher,
                () -> flushes.get().forEach(FlushBeforeCommit::flush),
                outbox,
                openTransactions);
    }

    @Bean
    LoadsUnderWay cacheConsistencyLoadsUnderWay(
            CacheConsistencyProperties properties,
            TimeSource time,
            @Qualifier(ALL_LISTENERS) CacheConsistencyListener listener) {
        CacheConsistencyProperties.Load load = properties.load();
        LoadLimiter limiter = new LoadLimiter(load.maxConcurrent(), load.maxWait(), load.whenFull(), time, listener);
        return new LoadsUnderWay(limiter, new LeaseKeeper(time));
    }

    @Bean
    ReadPath cacheConsistencyReadPath(
            TimeSource time,
            LoadsUnderWay loads,
            WritePath writePath,
            PendingInvalidations pending,
            CacheTrust trust,
            FillExecutor fills,
            ObjectProvider<PersistenceContexts> contexts,
            @Qualifier(ALL_LISTENERS) CacheConsistencyListener listener) {
        return new ReadPath(
                time,
                loads,
                bypass(writePath, pending),
                trust,
                fills,
                contexts.getIfAvailable(() -> PersistenceContexts.NONE),
                listener);
    }

    @Bean
    BatchReads cacheConsistencyBatchReads(
            LoadsUnderWay loads,
            WritePath writePath,
            PendingInvalidations pending,
            CacheTrust trust,
            FillExecutor fills,
            ObjectProvider<PersistenceContexts> contexts,
            @Qualifier(ALL_LISTENERS) CacheConsistencyListener listener) {
        return new BatchReads(
                loads,
                bypass(writePath, pending),
                trust,
                fills,
                contexts.getIfAvailable(() -> PersistenceContexts.NONE),
                listener);
    }

    @Bean
    CacheShutdown cacheConsistencyShutdown(TimeSource time, PendingInvalidations pending, FillExecutor fills) {
        return new CacheShutdown(time, pending, fills);
    }

    private static Predicate<CacheKey> bypass(WritePath writePath, PendingInvalidations pending) {
        return key -> pending.contains(key) || writePath.wroteInTransaction(key);
    }
}
