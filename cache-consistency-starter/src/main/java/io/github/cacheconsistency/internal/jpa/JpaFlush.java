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
 * Sends what JPA holds back to the database: Hibernate flushes in its own commit, after Spring's callbacks before it.
 *
 * <p>Flushes exactly what the commit would: an {@code EntityManager} that takes no part in the transaction stays as it
 * is, and so does one that only flushes by hand, as Spring has it in read-only transactions. Failures are those of the
 * commit, a {@code DataAccessException} where Spring knows one.
 */
public final class JpaFlush implements FlushBeforeCommit {

    private static final String HIBERNATE_FLUSH_MODE = "org.hibernate.flushMode";
    private static final String BY_HAND = "MANUAL";

    @Override
    public void flush() {
        // A copy, because what a flush calls back may bind more.
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
            // Such a session holds nothing back, and a holder cannot be asked what it holds.
            return null;
        }
    }
}
