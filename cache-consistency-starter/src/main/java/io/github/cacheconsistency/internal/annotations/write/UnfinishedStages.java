package io.github.cacheconsistency.internal.annotations.write;

import io.github.cacheconsistency.internal.write.EventLoops;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Writes to the caches when a {@link CompletionStage} ends. Thread-safe. */
final class UnfinishedStages {

    private UnfinishedStages() {}

    /** Returns a stage with the result of {@code stage} that completes after the caches are written to. */
    static <T> CompletionStage<T> whenEnded(CompletionStage<T> stage, UnfinishedWrite write) {
        CompletableFuture<T> ended = dependent(stage);
        stage.whenComplete((value, failure) -> EventLoops.runOutside(() -> {
            try {
                write.publish(failure == null ? write.succeeded(value) : write.failed());
            } catch (RuntimeException | Error cacheFailure) {
                complete(ended, value, failure == null ? cacheFailure : failure);
                return;
            }
            complete(ended, value, failure);
        }));
        return ended;
    }

    private static <T> void complete(CompletableFuture<T> ended, T value, @Nullable Throwable failure) {
        if (failure == null) {
            ended.complete(value);
        } else {
            // Dependent stages wrap failures in the same way.
            ended.completeExceptionally(
                    failure instanceof CompletionException ? failure : new CompletionException(failure));
        }
    }

    /** Returns a future of the stage's own type, unless that type cannot be completed. */
    private static <T> CompletableFuture<T> dependent(CompletionStage<T> stage) {
        return stage instanceof CompletableFuture<T> future && future.toCompletableFuture() == future
                ? future.newIncompleteFuture()
                : new CompletableFuture<>();
    }
}
