package io.github.cacheconsistency.internal.annotations.write;

import io.github.cacheconsistency.internal.write.EventLoops;
import io.github.cacheconsistency.internal.write.ReactiveTransactions;
import io.github.cacheconsistency.internal.write.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Writes to the caches when a publisher ends, in its subscriber's transaction if there is one. Loaded only if Reactor is
 * present. Thread-safe.
 */
final class UnfinishedPublishers {

    private final ReactiveTransactions transactions;
    private final AsynchronousWriteChecks checks;

    UnfinishedPublishers(ReactiveTransactions transactions, AsynchronousWriteChecks checks) {
        this.transactions = transactions;
        this.checks = checks;
    }

    /** Returns a publisher with the signals of {@code publisher} that ends after the caches are written to. */
    Object whenEnded(Object publisher, UnfinishedWrite write) {
        ReactiveAdapter adapter = ReactiveAdapterRegistry.getSharedInstance().getAdapter(publisher.getClass());
        if (adapter == null) {
            throw new IllegalStateException("Expected a reactive type, found " + publisher.getClass());
        }
        Publisher<Object> source = adapter.toPublisher(publisher);
        return adapter.fromPublisher(adapter.isMultiValue() ? several(source, write) : one(source, write));
    }

    private Mono<Object> one(Publisher<Object> source, UnfinishedWrite write) {
        return refusal(write)
                .then(Mono.from(source)
                        .onErrorResume(failure -> publish(write, write::failed).then(Mono.error(failure)))
                        .map(Optional::of)
                        .defaultIfEmpty(Optional.empty())
                        .flatMap(value -> publish(write, () -> write.succeeded(value.orElse(null)))
                                .then(Mono.justOrEmpty(value)))
                        .doOnCancel(() -> cancelled(write)));
    }

    private Flux<Object> several(Publisher<Object> source, UnfinishedWrite write) {
        return Flux.defer(() -> {
            Elements elements = new Elements(write.method().puts());
            return refusal(write)
                    .thenMany(Flux.from(source)
                            .onErrorResume(
                                    failure -> publish(write, write::failed).then(Mono.error(failure)))
                            .doOnNext(elements::add)
                            .concatWith(Flux.defer(() -> publish(write, () -> write.succeeded(elements.result()))
                                    .thenMany(Flux.empty())))
                            .doOnCancel(() -> cancelled(write)));
        });
    }

    /** Returns a publisher that fails if the write must be refused, before the source is subscribed to. */
    private Mono<Void> refusal(UnfinishedWrite write) {
        if (write.began() != null) {
            return Mono.empty();
        }
        return ReactiveTransactions.current().flatMap(transaction -> {
            if (transaction.isEmpty()) {
                checks.refuseWithoutTransaction(write);
            }
            return Mono.empty();
        });
    }

    private Mono<Void> publish(UnfinishedWrite write, Supplier<List<Write>> writes) {
        return ReactiveTransactions.current()
                .flatMap(transaction -> ReactiveTransactions.waiting(
                        () -> transactions.publish(transaction.orElse(null), writes.get(), write.began())));
    }

    /** Invalidates after a cancellation, because the publisher may have written before. */
    private static void cancelled(UnfinishedWrite write) {
        EventLoops.runOutside(() -> write.publish(write.failed()));
    }

    /** Collects the result in Spring's sense: the first element, or the list of all elements if a cache stores them. */
    private static final class Elements {

        private final boolean all;
        private final List<Object> elements = new ArrayList<>(1);

        Elements(boolean all) {
            this.all = all;
        }

        void add(Object element) {
            if (all || elements.isEmpty()) {
                elements.add(element);
            }
        }

        @Nullable
        Object result() {
            if (all) {
                return elements;
            }
            return elements.isEmpty() ? null : elements.get(0);
        }
    }
}
