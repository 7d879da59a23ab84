package io.github.cacheconsistency.test.report;

import java.lang.reflect.Method;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Names tests as Maven's {@code -Dtest} selects them. */
final class TestSelector {

    private TestSelector() {}

    /** {@code Outer$Nested#method}, without the method in the lifecycle of a class. */
    static String of(ExtensionContext context) {
        Class<?> type = context.getRequiredTestClass();
        String name = type.getName()
                .substring(
                        type.getPackageName().isEmpty()
                                ? 0
                                : type.getPackageName().length() + 1);
        return context.getTestMethod()
                .map(Method::getName)
                .map(method -> name + "#" + method)
                .orElse(name);
    }
}
