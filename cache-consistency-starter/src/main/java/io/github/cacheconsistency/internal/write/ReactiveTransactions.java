package io.github.cacheconsistency.internal.write;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.NoTransactionException;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import reactor.core.publisher.Mono;

/** Binds writes to the reactive transaction of their subscriber, regardless of the code that began it. Thread-safe. */
public final class ReactiveTransactions {

    private final InvalidationDispatcher dispatcher;
    private final WritePath writePath;

    public ReactiveTransactions(InvalidationDispatcher dispatcher, WritePath writePath) {
        this.dispatcher = dispatcher;
        this.writePath = writePath;
    }

    /** Returns the subscriber's transaction, if there is one. */
    public static Mono<Optional<TransactionSynchronizationManager>> current() {
        return TransactionSynchronizationManager.forCurrentTransaction()
                .filter(transaction -> transaction.isActualTransactionActive() && transaction.isSynchronizationActive())
                .map(Optional::of)
                .onErrorResume(NoTransactionException.class, none -> Mono.just(Optional.empty()))
                .defaultIfEmpty(Optional.empty());
    }

    /** Runs {@code work}, which may block, on a thread that may block. */
    public static Mono<Void> waiting(Runnable work) {
        return Mono.create(sink -> EventLoops.runOutside(() -> {
            try {
                work.run();
                sink.success();
            } catch (RuntimeException | Error failure) {
                sink.error(failure);
            }
        }));
    }

    /**
     * Publishes {@code writes} when {@code transaction} commits; if it is {@code null} or has ended, in the way of
     * {@link WritePath#publish}. May wait for Redis.
     *
     * @param began the thread-bound transactions in which the method was called; {@code null} if there was none
     */
    public void publish(
            @Nullable TransactionSynchronizationManager transaction,
            List<Write> writes,
            @Nullable CallTransactions began) {
        if (transaction == null
                || !ReactiveWriteSynchronization.of(transaction, dispatcher).add(writes)) {
            writePath.publish(writes, began);
            return;
        }
        writePath.beforeWrite(writes);
        if (began != null) {
            began.add(writes);
        }
    }
}
