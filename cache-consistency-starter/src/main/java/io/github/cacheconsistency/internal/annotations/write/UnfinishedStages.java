package io.github.cacheconsistency.internal.annotations.write;

import io.github.cacheconsistency.internal.write.EventLoops;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Writes to the caches when a {@link CompletionStage} ends. */
final class UnfinishedStages {

    private UnfinishedStages() {}

    /** Ends as {@code stage} does, after the caches were written to. */
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
            // As every dependent stage tells a failure.
            ended.completeExceptionally(
                    failure instanceof CompletionException ? failure : new CompletionException(failure));
        }
    }

    /** Of the stage's own type, unless that cannot be completed. */
    private static <T> CompletableFuture<T> dependent(CompletionStage<T> stage) {
        return stage instanceof CompletableFuture<T> future && future.toCompletableFuture() == future
                ? future.newIncompleteFuture()
                : new CompletableFuture<>();
    }
}
