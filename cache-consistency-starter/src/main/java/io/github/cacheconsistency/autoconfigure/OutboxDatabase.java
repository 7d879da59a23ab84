package io.github.cacheconsistency.autoconfigure;

import jakarta.persistence.EntityManagerFactory;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.ResourceTransactionManager;
import org.springframework.util.ClassUtils;

/**
 * Finds the database of the outbox: the one whose transactions change the cached rows, so that its rows can be a part of
 * them.
 */
final class OutboxDatabase {

    private static final boolean JPA = ClassUtils.isPresent(
            "org.springframework.orm.jpa.JpaTransactionManager", OutboxDatabase.class.getClassLoader());

    private final ListableBeanFactory beanFactory;
    private final CacheConsistencyProperties properties;
    private final ConfigurationProblems problems = new ConfigurationProblems();

    OutboxDatabase(ListableBeanFactory beanFactory, CacheConsistencyProperties properties) {
        this.beanFactory = beanFactory;
        this.properties = properties;
    }

    /** Where the transactions are that rows are written in. */
    DataSource forWrites() {
        PlatformTransactionManager transactions =
                new TransactionManagerResolver(beanFactory, problems).resolve(properties.transactionManager());
        if (transactions == null) {
            throw problems.outboxWithoutTransactions();
        }
        DataSource found = dataSourceOf(transactions);
        if (found == null) {
            found = beanFactory.getBeanProvider(DataSource.class).getIfUnique();
        }
        if (found == null) {
            throw problems.outboxWithoutDataSource();
        }
        return unwrapped(found);
    }

    /**
     * The same before JPA is there, which waits for all tables to be created: asking its transaction manager would be a
     * circle.
     */
    DataSource forSchema() {
        DataSource unique = beanFactory.getBeanProvider(DataSource.class).getIfUnique();
        boolean jpa = JPA && beanFactory.getBeanNamesForType(JpaTransactions.FACTORY, true, false).length > 0;
        if (jpa && unique != null) {
            return unwrapped(unique);
        }
        return forWrites();
    }

    private static @Nullable DataSource dataSourceOf(PlatformTransactionManager transactions) {
        if (transactions instanceof ResourceTransactionManager resource
                && resource.getResourceFactory() instanceof DataSource dataSource) {
            return dataSource;
        }
        return JPA ? JpaTransactions.dataSourceOf(transactions) : null;
    }

    /** Spring binds connections to the DataSource behind this proxy. */
    private static DataSource unwrapped(DataSource dataSource) {
        if (dataSource instanceof TransactionAwareDataSourceProxy proxy && proxy.getTargetDataSource() != null) {
            return proxy.getTargetDataSource();
        }
        return dataSource;
    }

    /** Only loaded where JPA is there. */
    private static final class JpaTransactions {

        /** Transaction managers are often declared as their interface, so that these tell better whether JPA is used. */
        static final Class<?> FACTORY = EntityManagerFactory.class;

        static @Nullable DataSource dataSourceOf(PlatformTransactionManager transactions) {
            return transactions instanceof JpaTransactionManager jpa ? jpa.getDataSource() : null;
        }
    }
}
