package io.github.cacheconsistency.internal.jpa;

import io.github.cacheconsistency.internal.read.PersistenceContexts;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.orm.jpa.EntityManagerFactoryInfo;
import org.springframework.orm.jpa.EntityManagerFactoryUtils;
import org.springframework.orm.jpa.EntityManagerHolder;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The {@code EntityManager}s that are bound to the current thread, for example by {@code spring.jpa.open-in-view}. They are
 * replaced by new ones, not just unbound, so that loaders that need an open one (lazy associations) keep working. Thread-safe.
 */
public final class JpaPersistenceContexts implements PersistenceContexts {

    @Override
    public boolean areBound() {
        return TransactionSynchronizationManager.getResourceMap().values().stream()
                .anyMatch(EntityManagerHolder.class::isInstance);
    }

    @Override
    public Runnable replace() {
        List<Runnable> ends = new ArrayList<>(1);
        try {
            Map.copyOf(TransactionSynchronizationManager.getResourceMap()).forEach((key, resource) -> {
                if (key instanceof EntityManagerFactory factory && resource instanceof EntityManagerHolder replaced) {
                    ends.add(replace(factory, replaced));
                }
            });
        } catch (RuntimeException failure) {
            ends.forEach(Runnable::run);
            throw failure;
        }
        return () -> ends.forEach(Runnable::run);
    }

    private static Runnable replace(EntityManagerFactory factory, EntityManagerHolder replaced) {
        NewHolder holder = new NewHolder(open(factory), replaced);
        bind(factory, holder);
        return () -> {
            holder.ended = true;
            EntityManagerHolder bound = (EntityManagerHolder) TransactionSynchronizationManager.getResource(factory);
            // Another replacement may be on top of this one and end later. It then restores the holder below both of
            // them.
            while (bound instanceof NewHolder top && top.ended) {
                bound = top.replaced;
            }
            bind(factory, bound != null ? bound : replaced);
            EntityManagerFactoryUtils.closeEntityManager(holder.getEntityManager());
        };
    }

    private static void bind(EntityManagerFactory factory, EntityManagerHolder holder) {
        TransactionSynchronizationManager.unbindResourceIfPossible(factory);
        TransactionSynchronizationManager.bindResource(factory, holder);
    }

    private static EntityManager open(EntityManagerFactory factory) {
        return factory instanceof EntityManagerFactoryInfo known
                ? known.createNativeEntityManager(null)
                : factory.createEntityManager();
    }

    /** Replaces another holder until it has ended. Confined to its thread. */
    private static final class NewHolder extends EntityManagerHolder {

        private final EntityManagerHolder replaced;
        private boolean ended;

        NewHolder(EntityManager entityManager, EntityManagerHolder replaced) {
            super(entityManager);
            this.replaced = replaced;
        }
    }
}
