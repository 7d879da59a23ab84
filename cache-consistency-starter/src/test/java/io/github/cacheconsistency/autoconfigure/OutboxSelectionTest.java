package io.github.cacheconsistency.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.internal.outbox.Backlog;
import io.github.cacheconsistency.internal.outbox.Outbox;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.JdbcTemplate;

/** When the outbox is on, and what it requires. */
class OutboxSelectionTest {

    private final ApplicationContextRunner runner = Contexts.runner();
    private final ApplicationContextRunner onH2 = runner.withConfiguration(AutoConfigurations.of(
                    DataSourceAutoConfiguration.class, DataSourceTransactionManagerAutoConfiguration.class))
            .withPropertyValues("spring.datasource.generate-unique-name=true");

    @Test
    void isOffUnlessItIsAskedFor() {
        onH2.run(context -> {
            assertThat(context.getBean(Outbox.class).isEnabled()).isFalse();
            assertThat(context.getBean(Backlog.class)).isSameAs(Backlog.NONE);
        });
    }

    @Test
    void isNotMissedWhereThereIsNoJdbc() {
        runner.withClassLoader(withoutJdbc())
                .run(context ->
                        assertThat(context.getBean(Outbox.class).isEnabled()).isFalse());
    }

    @Test
    void createsItsTableInAnEmbeddedDatabase() {
        onH2.withPropertyValues("cache-consistency.outbox.enabled=true", "cache-consistency.outbox.table=PUBLIC.box")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(context.getBean(Outbox.class).isEnabled()).isTrue();
                    assertThat(new JdbcTemplate(context.getBean(DataSource.class))
                                    .queryForObject("SELECT COUNT(*) FROM \"PUBLIC\".\"box\"", Integer.class))
                            .isZero();
                });
    }

    @Test
    void saysThatItsTableIsMissing() {
        onH2.withPropertyValues(
                        "cache-consistency.outbox.enabled=true", "cache-consistency.outbox.initialize-schema=never")
                .run(context -> {
                    assertThat(Contexts.report(context).getDescription())
                            .contains("the table 'cache_consistency_outbox'");
                    assertThat(Contexts.report(context).getAction())
                            .contains("schema-h2.sql", "cache-consistency.outbox.initialize-schema=always");
                });
    }

    @Test
    void saysThatItNeedsTransactions() {
        runner.withPropertyValues("cache-consistency.outbox.enabled=true")
                .run(context -> assertThat(Contexts.report(context).getDescription())
                        .contains("no PlatformTransactionManager"));
    }

    @Test
    void saysThatItNeedsJdbc() {
        runner.withClassLoader(withoutJdbc())
                .withPropertyValues("cache-consistency.outbox.enabled=true")
                .run(context -> assertThat(Contexts.report(context).getAction()).contains("spring-boot-starter-jdbc"));
    }

    @Test
    void degradeNeedsTheOutbox() {
        onH2.withPropertyValues("cache-consistency.caches.points.on-redis-failure=degrade")
                .run(context -> assertThat(Contexts.report(context).getDescription())
                        .contains("cache-consistency.caches.points.on-redis-failure=degrade needs"
                                + " cache-consistency.outbox.enabled=true"));
    }

    @Test
    void theNameOfItsTableIsPlain() {
        onH2.withPropertyValues(
                        "cache-consistency.outbox.enabled=true", "cache-consistency.outbox.table=box; DROP TABLE x")
                .run(context -> assertThat(Contexts.report(context).getDescription())
                        .contains("cache-consistency.outbox.table must be the name of a table"));
    }

    private static FilteredClassLoader withoutJdbc() {
        return new FilteredClassLoader("org.springframework.boot.jdbc", "org.springframework.jdbc");
    }
}
