package io.github.cacheconsistency.test.gate;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/** Interface proxies whose identity is their own, and whose targets throw what they throw. */
final class Proxies {

    private Proxies() {}

    /** What a proxy does with a call, {@code equals}, {@code hashCode} and {@code toString} excepted. */
    @FunctionalInterface
    interface Handler {

        @Nullable
        Object handle(Method method, @Nullable Object[] arguments) throws Throwable;
    }

    /** A proxy with all public interfaces of {@code target}. */
    static <T> T of(Class<T> type, Object target, Handler handler) {
        InvocationHandler invocations = (proxy, method, arguments) -> {
            if (method.getDeclaringClass() == Object.class) {
                return switch (method.getName()) {
                    case "equals" -> proxy == arguments[0];
                    case "hashCode" -> System.identityHashCode(proxy);
                    default -> "gated " + target;
                };
            }
            return handler.handle(method, arguments == null ? new Object[0] : arguments);
        };
        Class<?>[] interfaces = Arrays.stream(ClassUtils.getAllInterfaces(target))
                .filter(candidate -> Modifier.isPublic(candidate.getModifiers()))
                .toArray(Class<?>[]::new);
        return type.cast(Proxy.newProxyInstance(target.getClass().getClassLoader(), interfaces, invocations));
    }

    /** Calls {@code method} on {@code target}; throws what it throws. */
    static @Nullable Object invoke(Object target, Method method, @Nullable Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }
}
