package io.github.cacheconsistency.autoconfigure;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.transaction.PlatformTransactionManager;

/** Finds the transaction manager of the cached rows. */
final class TransactionManagerResolver {

    private final ListableBeanFactory beanFactory;
    private final ConfigurationProblems problems;

    TransactionManagerResolver(ListableBeanFactory beanFactory, ConfigurationProblems problems) {
        this.beanFactory = beanFactory;
        this.problems = problems;
    }

    /**
     * Finds the transaction manager.
     *
     * @param configuredName the value of {@code cache-consistency.transaction-manager}, or {@code null}
     * @return {@code null} if the application has no transaction manager
     * @throws io.github.cacheconsistency.InvalidStrategyConfigurationException if it is not clear which one is meant
     */
    @Nullable
    PlatformTransactionManager resolve(@Nullable String configuredName) {
        List<String> names = Arrays.asList(beanFactory.getBeanNamesForType(PlatformTransactionManager.class));
        if (configuredName != null) {
            if (!names.contains(configuredName)) {
                throw problems.unknownTransactionManager(configuredName, names);
            }
            return beanFactory.getBean(configuredName, PlatformTransactionManager.class);
        }
        if (names.isEmpty()) {
            return null;
        }
        PlatformTransactionManager unique =
                beanFactory.getBeanProvider(PlatformTransactionManager.class).getIfUnique();
        if (unique == null) {
            throw problems.ambiguousTransactionManager(names);
        }
        return unique;
    }
}
