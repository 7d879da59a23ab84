package io.github.cacheconsistency.endurance;

/** Ends a writer whose node is dead. An {@link Error}, so that no code under test handles it as a failure. */
final class WriterKilled extends Error {

    private static final long serialVersionUID = 1L;

    WriterKilled(Fate fate) {
        super("The node of this writer is dead: " + fate, null, true, false);
    }
}
