package io.github.cacheconsistency.transaction;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import org.springframework.orm.jpa.EntityManagerFactoryUtils;

/**
 * Sends what JPA holds back to the database: Hibernate flushes in its own commit, after Spring's callbacks before it.
 */
public final class JpaFlush implements FlushBeforeCommit {

    private final Iterable<EntityManagerFactory> factories;

    /** @param factories asked at each flush, because they are made after this */
    public JpaFlush(Iterable<EntityManagerFactory> factories) {
        this.factories = factories;
    }

    @Override
    public void flush() {
        for (EntityManagerFactory factory : factories) {
            EntityManager entityManager = EntityManagerFactoryUtils.getTransactionalEntityManager(factory);
            if (entityManager != null) {
                entityManager.flush();
            }
        }
    }
}
