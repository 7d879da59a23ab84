package io.github.cacheconsistency.test.report;

import java.io.Serializable;
import java.lang.reflect.Method;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A test.
 *
 * @param packageName distinguishes it from tests with the same name in other packages
 * @param selector its selector for Maven's {@code -Dtest}: {@code Outer$Nested#method}, without the method in lifecycle
 * methods of a class
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
