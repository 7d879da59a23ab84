package io.github.cacheconsistency.autoconfigure;

import io.github.cacheconsistency.ProbedRows;
import io.github.cacheconsistency.TimeSource;
import io.github.cacheconsistency.redis.CacheKeySpaces;
import io.github.cacheconsistency.transaction.RowLockProbes;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How {@code row-lock-lease} asks the database. */
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
    LateRowLockProbes cacheConsistencyLateRowLockProbes(RowLockProbes probes) {
        return new LateRowLockProbes(probes);
    }
}
