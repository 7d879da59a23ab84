package io.github.cacheconsistency.internal.jpa;

import io.github.cacheconsistency.internal.write.FlushBeforeCommit;
import jakarta.persistence.EntityManager;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.orm.jpa.EntityManagerFactoryInfo;
import org.springframework.orm.jpa.EntityManagerFactoryUtils;
import org.springframework.orm.jpa.EntityManagerHolder;
import org.springframework.orm.jpa.JpaDialect;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Flushes JPA before the invalidation that precedes a commit: Hibernate flushes in its own commit, after Spring's callbacks
 * before the commit. Thread-safe.
 *
 * <p>Flushes exactly what the commit would flush. An {@code EntityManager} outside the transaction is not flushed, nor is one
 * with manual flush mode, which Spring uses in read-only transactions. Failures are those that the commit would throw: a
 * {@code DataAccessException} where Spring has a translation.
 */
public final class JpaFlush implements FlushBeforeCommit {

    private static final String HIBERNATE_FLUSH_MODE = "org.hibernate.flushMode";
    private static final String BY_HAND = "MANUAL";

    @Override
    public void flush() {
        // A copy, because callbacks of a flush may bind further resources.
        Map.copyOf(TransactionSynchronizationManager.getResourceMap()).forEach((factory, resource) -> {
            if (resource instanceof EntityManagerHolder holder) {
                flush(factory, entityManager(holder));
            }
        });
    }

    private static void flush(Object factory, @Nullable EntityManager entityManager) {
        if (entityManager == null || !entityManager.isJoinedToTransaction() || flushesByHand(entityManager)) {
            return;
        }
        try {
            entityManager.flush();
        } catch (RuntimeException failure) {
            RuntimeException translated = translate(factory, failure);
            throw translated != null ? translated : failure;
        }
    }

    private static boolean flushesByHand(EntityManager entityManager) {
        Object mode = entityManager.getProperties().get(HIBERNATE_FLUSH_MODE);
        return mode != null && BY_HAND.equals(mode.toString());
    }

    private static @Nullable RuntimeException translate(Object factory, RuntimeException failure) {
        JpaDialect dialect = factory instanceof EntityManagerFactoryInfo known ? known.getJpaDialect() : null;
        return dialect != null
                ? dialect.translateExceptionIfPossible(failure)
                : EntityManagerFactoryUtils.convertJpaAccessExceptionIfPossible(failure);
    }

    private static @Nullable EntityManager entityManager(EntityManagerHolder holder) {
        try {
            return holder.getEntityManager();
        } catch (IllegalStateException statelessOnly) {
            // This session has nothing to flush, and a holder offers no way to ask.
            return null;
        }
    }
}
