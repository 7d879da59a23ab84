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
 * A call of a writing method that has returned but not ended. Thread-safe: it may end on any thread, and a publisher may end
 * more than once.
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

    /** Returns the method's writes to its caches for the result {@code value}. */
    List<Write> succeeded(@Nullable Object value) {
        return writePath.capture(() -> run(all, value));
    }

    /**
     * Returns the writes that a failed method may have made. Unlike a failure before the return, this one does not imply a
     * rollback. Spring writes nothing in this case; an unnecessary invalidation is harmless.
     */
    List<Write> failed() {
        try {
            return known();
        } catch (RuntimeException unknownKey) {
            log.debug("No key of method {}, which has failed, can be told", method, unknownKey);
            return List.of();
        }
    }

    /** Returns the writes that do not depend on the result. */
    List<Write> known() {
        return writePath.capture(() -> run(knownEvictions, null));
    }

    /** Publishes the writes that do not depend on the result. */
    void publishKnown() {
        run(knownEvictions, null);
    }

    void publish(List<Write> writes) {
        writePath.publish(writes, began);
    }

    /** Runs in its own scope, so that earlier lookups of this thread through the {@code Cache} interface are not used. */
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
