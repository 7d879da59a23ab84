package io.github.cacheconsistency.mutants;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A method of the library that checks in each call whether a mutant is active. Thread-safe. */
final class WovenMethod {

    private final String signature;
    private final MethodHandle handle;
    private final boolean isStatic;
    private final ThreadLocal<Boolean> asWritten = ThreadLocal.withInitial(() -> false);

    WovenMethod(Place place) {
        Method method = place.method();
        this.signature = place.signature();
        this.isStatic = Modifier.isStatic(method.getModifiers());
        try {
            MethodHandles.Lookup lookup =
                    MethodHandles.privateLookupIn(method.getDeclaringClass(), MethodHandles.lookup());
            // A special and not a virtual call, because a subclass may have called the method of its superclass.
            this.handle =
                    isStatic ? lookup.unreflect(method) : lookup.unreflectSpecial(method, method.getDeclaringClass());
        } catch (IllegalAccessException closed) {
            throw new IllegalStateException("Expected to be allowed to call " + signature, closed);
        }
    }

    /** Whether the current call was made by {@link #asWritten(Object, Object[])}. */
    boolean isAsWritten() {
        boolean proceeding = asWritten.get();
        // Only this call: the method may be called recursively.
        asWritten.remove();
        return proceeding;
    }

    @Nullable
    Object asWritten(@Nullable Object target, @Nullable Object[] arguments) throws Throwable {
        List<@Nullable Object> all = new ArrayList<>(Arrays.asList(arguments));
        if (!isStatic) {
            all.add(0, target);
        }
        asWritten.set(true);
        try {
            return handle.invokeWithArguments(all);
        } finally {
            asWritten.remove();
        }
    }

    @Override
    public String toString() {
        return signature;
    }
}
