package io.github.cacheconsistency.integration;

import java.util.function.Supplier;
import org.springframework.transaction.event.TransactionalEventListener;

/** Does what the test asks for when a transaction that published {@link Committing} has committed. */
class CommitListener {

    /** Published inside the transaction. */
    record Committing() {}

    private Supplier<Object> reaction = () -> "nothing";
    private Object result = "nothing";

    void reactWith(Supplier<Object> newReaction) {
        reaction = newReaction;
    }

    Object result() {
        return result;
    }

    @TransactionalEventListener
    void on(Committing event) {
        result = reaction.get();
    }
}
