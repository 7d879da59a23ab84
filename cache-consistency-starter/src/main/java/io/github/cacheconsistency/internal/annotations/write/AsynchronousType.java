package io.github.cacheconsistency.internal.annotations.write;

import java.lang.reflect.Method;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.core.KotlinDetector;
import org.springframework.core.ReactiveAdapterRegistry;

/** How the end of a method can be later than its return, as its return type tells. */
enum AsynchronousType {

    /** The method has ended when it returns. */
    NONE,

    /** A {@link CompletionStage}: the method has begun, and tells when it ends. */
    STAGE,

    /** A publisher, or a suspending function: the method begins when it is subscribed to. */
    REACTIVE,

    /** A {@link Future} of another kind: it does not tell when it ends. */
    FUTURE;

    public static AsynchronousType of(Method method, @Nullable Class<?> targetClass) {
        Method specific = AopUtils.getMostSpecificMethod(method, targetClass);
        return KotlinDetector.isSuspendingFunction(specific) ? REACTIVE : of(specific.getReturnType());
    }

    public static AsynchronousType of(Class<?> type) {
        if (CompletionStage.class.isAssignableFrom(type)) {
            return STAGE;
        }
        if (Future.class.isAssignableFrom(type)) {
            return FUTURE;
        }
        return ReactiveAdapterRegistry.getSharedInstance().getAdapter(type) != null ? REACTIVE : NONE;
    }
}
