package io.github.cacheconsistency.internal.read;

/**
 * What loads of the current thread go through, if that remembers: an entity that it has loaded once it hands out again,
 * without a look at the database. Thread-safe.
 */
public interface PersistenceContexts {

    /** Where there is no JPA. */
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

    /** Whether loads of this thread would go through one that has been there before. */
    boolean areBound();

    /**
     * Has loads of this thread go through new ones, until the returned action is run, on this thread; it must not fail.
     * Several may be replaced one after the other and end in any order. Only to be called where no transaction
     * synchronizations are active.
     */
    Runnable replace();
}
