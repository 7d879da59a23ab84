package io.github.cacheconsistency.internal.read;

/**
 * The persistence contexts of the current thread. A persistence context returns an entity that it has loaded before without
 * asking the database again. Thread-safe.
 */
public interface PersistenceContexts {

    /** For applications without JPA. */
    PersistenceContexts NONE = new PersistenceContexts() {
        @Override
        public boolean areBound() {
            return false;
        }

        @Override
        public Runnable replace() {
            return () -> {};
        }
    };

    /** Returns whether loads of this thread would use a persistence context that already exists. */
    boolean areBound();

    /**
     * Makes loads of this thread use new persistence contexts until the returned action runs. That must happen on this thread,
     * and the action must not fail. Several replacements may follow one another and end in any order. To be called only if no
     * transaction synchronizations are active.
     */
    Runnable replace();
}
