package io.github.cacheconsistency.internal.annotations.write;

import java.lang.reflect.Method;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.core.KotlinDetector;
import org.springframework.core.ReactiveAdapterRegistry;

/** The relation between a method's return and its end, according to its return type. */
enum AsynchronousType {

    /** The method has ended when it returns. */
    NONE,

    /** A {@link CompletionStage}: the method has begun, and the stage reports its end. */
    STAGE,

    /** A publisher or a suspending function: the method begins when it is subscribed to. */
    REACTIVE,

    /** A {@link Future} of another kind: its end is not reported. */
    FUTURE;

    /** Returns the type of a method, according to its most specific declaration in {@code targetClass}. */
    public static AsynchronousType of(Method method, @Nullable Class<?> targetClass) {
        Method specific = AopUtils.getMostSpecificMethod(method, targetClass);
        return KotlinDetector.isSuspendingFunction(specific) ? REACTIVE : of(specific.getReturnType());
    }

    /** Returns the type of a method that returns {@code type}. */
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
