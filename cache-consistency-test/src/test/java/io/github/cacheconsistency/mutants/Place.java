package io.github.cacheconsistency.mutants;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One method of the library.
 *
 * @param signature as in {@code internal.read.Load#fill(FillPermit,Value,Duration)}: the class without the library's root
 *     package, simple names of the parameters' types
 */
record Place(String signature) {

    private static final String ROOT = "io.github.cacheconsistency.";

    /** The class that declares the method. */
    Class<?> type() {
        try {
            return Class.forName(ROOT + signature.substring(0, signature.indexOf('#')));
        } catch (ClassNotFoundException renamed) {
            throw missing(renamed);
        }
    }

    /** The method; fails if it does not exist, so that no mutant is ineffective without notice. */
    Method method() {
        List<Method> found = Arrays.stream(type().getDeclaredMethods())
                .filter(method -> !method.isBridge() && !method.isSynthetic())
                .filter(method -> describe(method).equals(signature.substring(signature.indexOf('#') + 1)))
                .toList();
        if (found.size() != 1) {
            throw missing(null);
        }
        return found.get(0);
    }

    private static String describe(Method method) {
        return method.getName()
                + Arrays.stream(method.getParameterTypes())
                        .map(Class::getSimpleName)
                        .collect(Collectors.joining(",", "(", ")"));
    }

    private IllegalStateException missing(@Nullable Throwable cause) {
        return new IllegalStateException(
                "Expected the library to have the method " + signature
                        + ", which a mutant changes, found none. If it was renamed, rename it in the mutant.",
                cause);
    }
}
