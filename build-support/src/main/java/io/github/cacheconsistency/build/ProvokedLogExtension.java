package io.github.cacheconsistency.build;

import java.lang.reflect.AnnotatedElement;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** Evaluates {@link ProvokesLog} on tests, and fails tests that log undeclared messages. Registered for all tests. */
public final class ProvokedLogExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback, ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(ProvokedLogExtension.class);
    private static final String OF_CLASS = "class";
    private static final String OF_METHOD = "method";

    private record Declarations(List<Declaration> all) {}

    @Override
    public void beforeAll(ExtensionContext context) {
        begin(context, OF_CLASS, context.getRequiredTestClass());
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        // A test sees only its own messages, also of declarations on its class.
        Declarations ofClass = context.getStore(NAMESPACE).get(OF_CLASS, Declarations.class);
        if (ofClass != null) {
            ofClass.all().forEach(Declaration::forget);
        }
        begin(context, OF_METHOD, context.getRequiredTestMethod());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        List<Declaration> declared = end(context, OF_METHOD);
        failIfUndeclared();
        boolean passed = context.getExecutionException().isEmpty();
        List<Declaration> silent = declared.stream()
                .filter(declaration -> declaration.messages().isEmpty())
                .toList();
        if (passed && !silent.isEmpty()) {
            throw new AssertionError(
                    "Expected messages of level WARN or above by " + silent
                            + ", which @ProvokesLog declares, found none. Remove the declaration or find out why they are missing");
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        end(context, OF_CLASS);
        failIfUndeclared();
    }

    private static void begin(ExtensionContext context, String level, AnnotatedElement element) {
        List<Declaration> declarations =
                AnnotationSupport.findRepeatableAnnotations(element, ProvokesLog.class).stream()
                        .map(Declaration::new)
                        .toList();
        context.getStore(NAMESPACE).put(level, new Declarations(declarations));
        TestLog.declare(declarations);
    }

    private static List<Declaration> end(ExtensionContext context, String level) {
        Declarations declarations = Objects.requireNonNull(
                context.getStore(NAMESPACE).get(level, Declarations.class), "what begins is ended once");
        TestLog.end(declarations.all());
        return declarations.all();
    }

    private static void failIfUndeclared() {
        List<String> undeclared = TestLog.takeUndeclared();
        if (!undeclared.isEmpty()) {
            throw new AssertionError(
                    "Expected no ERROR and no stack trace in the log, found what follows. If it is a fault,"
                            + " mend it; if the test provokes it, declare it with @ProvokesLog and assert it:\n"
                            + String.join("\n", undeclared));
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == ProvokedLog.class;
    }

    @Override
    public ProvokedLog resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return new ProvokedLog(Stream.of(OF_METHOD, OF_CLASS)
                .map(level -> context.getStore(NAMESPACE).get(level, Declarations.class))
                .filter(declarations -> declarations != null)
                .flatMap(declarations -> declarations.all().stream())
                .toList());
    }
}
