package io.github.cacheconsistency.internal.annotations.write;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Method;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

/**
 * A call for Spring's interceptor that ends with an {@link UnfinishedResult} if the method has returned but not ended, or if it
 * has failed after its return.
 */
record UnfinishedResultStops(MethodInvocation call, WritingMethod method, AsynchronousWriteChecks checks)
        implements MethodInvocation {

    @Override
    public @Nullable Object proceed() throws Throwable {
        Object result = call.proceed();
        if (result == null || isFinished(result)) {
            return result;
        }
        checks.refuseLookup(method);
        throw new UnfinishedResult(result);
    }

    private boolean isFinished(Object result) {
        switch (AsynchronousType.of(result.getClass())) {
            case STAGE:
                CompletableFuture<?> stage = ((CompletionStage<?>) result).toCompletableFuture();
                return stage.isDone() && !stage.isCompletedExceptionally();
            case FUTURE:
                if (((Future<?>) result).isDone()) {
                    return true;
                }
                throw checks.untoldEnd(method);
            case REACTIVE:
                return false;
            default:
                return true;
        }
    }

    @Override
    public Method getMethod() {
        return call.getMethod();
    }

    @Override
    public @Nullable Object[] getArguments() {
        return call.getArguments();
    }

    @Override
    public @Nullable Object getThis() {
        return call.getThis();
    }

    @Override
    public AccessibleObject getStaticPart() {
        return call.getStaticPart();
    }
}
