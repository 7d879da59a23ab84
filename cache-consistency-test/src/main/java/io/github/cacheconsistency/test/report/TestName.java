package io.github.cacheconsistency.test.report;

import java.io.Serializable;
import java.lang.reflect.Method;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A test.
 *
 * @param packageName tells it from tests that are called the same elsewhere
 * @param selector as Maven's {@code -Dtest} selects it: {@code Outer$Nested#method}, without the method in the lifecycle of a
 *     class
 */
record TestName(String packageName, String selector) implements Serializable {

    static TestName of(ExtensionContext context) {
        Class<?> type = context.getRequiredTestClass();
        String packageName = type.getPackageName();
        String name = type.getName().substring(packageName.isEmpty() ? 0 : packageName.length() + 1);
        return new TestName(
                packageName,
                context.getTestMethod()
                        .map(Method::getName)
                        .map(method -> name + "#" + method)
                        .orElse(name));
    }
}
