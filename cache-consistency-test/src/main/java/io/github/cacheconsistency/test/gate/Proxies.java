package io.github.cacheconsistency.test.gate;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/** Creates interface proxies. A proxy is equal only to itself, and throws the exceptions of its target unwrapped. */
final class Proxies {

    /** Cached by class of the target, because connections and statements are created often. */
    private static final ClassValue<Class<?>[]> INTERFACES = new ClassValue<>() {
        @Override
        protected Class<?>[] computeValue(Class<?> type) {
            return Arrays.stream(ClassUtils.getAllInterfacesForClass(type))
                    .filter(candidate -> Modifier.isPublic(candidate.getModifiers()))
                    .toArray(Class<?>[]::new);
        }
    };

    private Proxies() {}

    /** Handles the calls of a proxy, except {@code equals}, {@code hashCode} and {@code toString}. */
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
        return type.cast(Proxy.newProxyInstance(
                target.getClass().getClassLoader(), INTERFACES.get(target.getClass()), invocations));
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
