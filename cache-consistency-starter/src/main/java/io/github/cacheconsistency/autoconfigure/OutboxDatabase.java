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

/** Finds the database whose transactions change the cached rows, so that the rows of the outbox can be part of them. */
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

    /** Returns the database of the transactions that write the rows. */
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
     * Like {@link #forWrites}, without the transaction manager of JPA: JPA starts after all tables have been created,
     * so asking it for the table of the outbox would be a circular dependency.
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

    /** Only loaded if JPA is on the class path. */
    private static final class JpaTransactions {

        /** The bean type that shows that JPA is used. Transaction managers are often declared as their interface. */
        static final Class<?> FACTORY = EntityManagerFactory.class;

        static @Nullable DataSource dataSourceOf(PlatformTransactionManager transactions) {
            return transactions instanceof JpaTransactionManager jpa ? jpa.getDataSource() : null;
        }
    }
}
