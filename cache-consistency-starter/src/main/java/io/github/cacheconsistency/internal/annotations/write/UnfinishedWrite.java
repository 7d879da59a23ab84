package io.github.cacheconsistency.internal.annotations.write;

import io.github.cacheconsistency.internal.annotations.OperationScope;
import io.github.cacheconsistency.internal.annotations.ReadState;
import io.github.cacheconsistency.internal.annotations.ReadStates;
import io.github.cacheconsistency.internal.write.CallTransactions;
import io.github.cacheconsistency.internal.write.Write;
import io.github.cacheconsistency.internal.write.WritePath;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.List;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cache.interceptor.CacheInterceptor;

/**
 * One call of a writing method that has returned and not ended. Thread-safe: it may end on any thread, and a publisher more
 * than once.
 *
 * @param began the transactions in which the method was called; {@code null} if there was none
 */
record UnfinishedWrite(
        MethodInvocation call,
        WritingMethod method,
        CacheInterceptor all,
        CacheInterceptor knownEvictions,
        ReadStates reads,
        WritePath writePath,
        @Nullable CallTransactions began) {

    private static final Logger log = LoggerFactory.getLogger(UnfinishedWrite.class);

    /** What the method writes to its caches now that it has come to {@code value}. */
    List<Write> succeeded(@Nullable Object value) {
        return writePath.capture(() -> run(all, value));
    }

    /**
     * What it may have written though it failed: unlike a failure before the return, this one says nothing of the
     * transaction. Spring writes nothing then, and an invalidation without need does no harm.
     */
    List<Write> failed() {
        try {
            return known();
        } catch (RuntimeException unknownKey) {
            log.debug("No key of method {}, which has failed, can be told", method, unknownKey);
            return List.of();
        }
    }

    /** What it writes whatever its result. */
    List<Write> known() {
        return writePath.capture(() -> run(knownEvictions, null));
    }

    /** Publishes what does not depend on the result. */
    void publishKnown() {
        run(knownEvictions, null);
    }

    void publish(List<Write> writes) {
        writePath.publish(writes, began);
    }

    /** As a method of its own, for what this thread has looked up by hand is not meant. */
    private void run(CacheInterceptor interceptor, @Nullable Object value) {
        ReadState thread = reads.current();
        thread.enter(new OperationScope(() -> true, () -> false));
        try {
            interceptor.invoke(new FinishedInvocation(call, value));
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable checked) {
            throw new UndeclaredThrowableException(checked);
        } finally {
            thread.leave();
        }
    }
}
