package io.github.cacheconsistency.internal.write;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.NoTransactionException;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import reactor.core.publisher.Mono;

/** Ties writes to the reactive transaction that their subscriber is in, whoever began it. Thread-safe. */
public final class ReactiveTransactions {

    private final InvalidationDispatcher dispatcher;
    private final WritePath writePath;

    public ReactiveTransactions(InvalidationDispatcher dispatcher, WritePath writePath) {
        this.dispatcher = dispatcher;
        this.writePath = writePath;
    }

    /** The transaction that the subscriber is in, if any. */
    public static Mono<Optional<TransactionSynchronizationManager>> current() {
        return TransactionSynchronizationManager.forCurrentTransaction()
                .filter(transaction -> transaction.isActualTransactionActive() && transaction.isSynchronizationActive())
                .map(Optional::of)
                .onErrorResume(NoTransactionException.class, none -> Mono.just(Optional.empty()))
                .defaultIfEmpty(Optional.empty());
    }

    /** Runs {@code work}, which may wait, on a thread that may. */
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
     * Publishes {@code writes} when {@code transaction} commits, and as {@link WritePath#publish} does where it is
     * {@code null}. May wait for Redis.
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
