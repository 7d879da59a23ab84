package io.github.cacheconsistency.autoconfigure;

import io.github.cacheconsistency.internal.outbox.Backlog;
import io.github.cacheconsistency.internal.outbox.Outbox;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Reports what is missing if the outbox is on and JDBC is not available. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(name = ReadAndWritePathConfiguration.OUTBOX_ENABLED)
@ConditionalOnMissingClass("org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer")
class MissingOutboxConfiguration {

    @Bean
    Outbox cacheConsistencyOutbox() {
        throw new ConfigurationProblems().outboxWithoutJdbc();
    }

    @Bean
    Backlog cacheConsistencyBacklog() {
        return Backlog.NONE;
    }
}
