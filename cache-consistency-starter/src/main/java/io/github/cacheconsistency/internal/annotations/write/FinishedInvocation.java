package io.github.cacheconsistency.internal.annotations.write;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Method;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

/** A call whose method has ended: {@link #proceed} returns the result. */
record FinishedInvocation(MethodInvocation call, @Nullable Object value) implements MethodInvocation {

    @Override
    public @Nullable Object proceed() {
        return value;
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
