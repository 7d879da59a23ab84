package io.github.cacheconsistency.autoconfigure;

import io.github.cacheconsistency.internal.redis.CacheKeySpaces;
import io.github.cacheconsistency.internal.rowlock.LazyRowLockProbes;
import io.github.cacheconsistency.internal.rowlock.RowLockProbes;
import io.github.cacheconsistency.spi.ProbedRows;
import io.github.cacheconsistency.spi.TimeSource;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The probes with which {@code row-lock-lease} asks the database. */
@Configuration(proxyBeanMethods = false)
class RowLockConfiguration {

    @Bean
    RowLockProbes cacheConsistencyRowLockProbes(
            ObjectProvider<DataSource> dataSource,
            ObjectProvider<ProbedRows> probedRows,
            CacheKeySpaces keySpaces,
            TimeSource time) {
        return new RowLockProbes(
                () -> Optional.ofNullable(dataSource.getIfUnique()),
                probedRows.orderedStream().toList(),
                keySpaces::text,
                time::nanoTime);
    }

    @Bean
    LazyRowLockProbes cacheConsistencyLazyRowLockProbes(RowLockProbes probes) {
        return new LazyRowLockProbes(probes);
    }
}
