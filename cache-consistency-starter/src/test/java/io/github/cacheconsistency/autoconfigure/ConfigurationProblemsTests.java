package io.github.cacheconsistency.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.InvalidStrategyConfigurationException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;

class ConfigurationProblemsTests {

    private static final List<String> KNOWN =
            List.of("lease", "cache-aside", "versioned-write", "delayed-double-delete");

    private final ConfigurationProblems problems = new ConfigurationProblems();

    @Test
    void unknownStrategyListsTheKnownOnes() {
        InvalidStrategyConfigurationException failure =
                problems.unknownStrategy("cache-consistency.strategy", "write-behind-the-moon", KNOWN);
        assertThat(failure)
                .hasMessage("cache-consistency.strategy must be the name of a strategy, one of cache-aside, "
                        + "delayed-double-delete, lease, versioned-write, but it is 'write-behind-the-moon'.");
        assertThat(failure.action())
                .isEqualTo("Set cache-consistency.strategy to one of cache-aside, delayed-double-delete, lease, "
                        + "versioned-write, or define a bean of type ConsistencyStrategyProvider with the name "
                        + "'write-behind-the-moon'.");
    }

    @ParameterizedTest
    @CsvSource({
        "leese, lease",
        "LEASE, lease",
        "cache_aside, cache-aside",
        "cacheaside, cache-aside",
        "version-write, versioned-write",
        "double-delete, delayed-double-delete",
    })
    void unknownStrategySuggestsTheNearest(String found, String suggested) {
        assertThat(problems.unknownStrategy("cache-consistency.strategy", found, KNOWN)
                        .action())
                .startsWith("Did you mean '%s'? ".formatted(suggested));
    }

    @Test
    void emptyStrategySuggestsNothing() {
        assertThat(problems.unknownStrategy("cache-consistency.strategy", "", KNOWN)
                        .action())
                .doesNotContain("Did you mean");
        assertThat(problems.unknownStrategy("cache-consistency.strategy", "x", List.of())
                        .action())
                .doesNotContain("Did you mean");
    }

    @Test
    void missingVersionPropertyNamesBothPropertiesThatHelp() {
        InvalidStrategyConfigurationException failure =
                problems.missingVersionProperty("user.points", "versioned-write");
        assertThat(failure).hasMessageContainingAll("'versioned-write'", "'user.points'");
        assertThat(failure.action())
                .contains(
                        "cache-consistency.caches[user.points].version-property",
                        "cache-consistency.version-property",
                        "'lease'");
    }

    @Test
    void missingRedisCacheManagerNamesTheOneThereIs() {
        InvalidStrategyConfigurationException failure =
                new CacheManagerProblems().missingRedisCacheManager(ConcurrentMapCacheManager.class);
        assertThat(failure).hasMessageContaining(ConcurrentMapCacheManager.class.getName());
        assertThat(failure.action()).contains("spring.cache.type=redis", "cache-consistency.enabled=false");
    }

    @Test
    void missingRedisCacheManagerSaysIfThereIsNone() {
        InvalidStrategyConfigurationException failure = new CacheManagerProblems().missingRedisCacheManager(null);
        assertThat(failure).hasMessageContaining("there is no cache manager");
        assertThat(failure.action()).contains("@EnableCaching", "spring.cache.type=redis");
    }

    @Test
    void ambiguousTransactionManagerListsAll() {
        InvalidStrategyConfigurationException failure =
                problems.ambiguousTransactionManager(List.of("orders", "points"));
        assertThat(failure).hasMessageContaining("found 2: orders, points");
        assertThat(failure.action()).contains("cache-consistency.transaction-manager");
    }

    @Test
    void unknownTransactionManagerListsTheKnownOnes() {
        InvalidStrategyConfigurationException failure =
                problems.unknownTransactionManager("order", List.of("orders", "points"));
        assertThat(failure).hasMessageContainingAll("one of orders, points", "'order'");
        assertThat(failure.action()).contains("cache-consistency.transaction-manager to one of orders, points");
    }

    @Test
    void unknownTransactionManagerSaysIfThereIsNone() {
        InvalidStrategyConfigurationException failure = problems.unknownTransactionManager("order", List.of());
        assertThat(failure).hasMessageContaining("of which there are none");
        assertThat(failure.action()).startsWith("Define a PlatformTransactionManager bean");
    }

    @Test
    void duplicateStrategyListsTheBeans() {
        InvalidStrategyConfigurationException failure =
                problems.duplicateStrategy("lease", List.of("myLease", "otherLease"));
        assertThat(failure).hasMessageContaining("'lease' belongs to 2: myLease, otherLease");
        assertThat(failure.action()).contains("strategyName()");
    }
}
