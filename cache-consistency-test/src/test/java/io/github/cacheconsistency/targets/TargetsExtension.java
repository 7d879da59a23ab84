package io.github.cacheconsistency.targets;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One {@link Targets} for all test classes of a run, which is written when the run ends. */
public final class TargetsExtension implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Targets.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(TargetsExtension.class))
                .computeIfAbsent(Targets.class, type -> targets(), Targets.class);
    }

    private static Targets targets() {
        Path file = Optional.ofNullable(System.getProperty(Targets.FILE))
                .filter(name -> !name.isEmpty())
                .map(Path::of)
                .orElse(null);
        return new Targets(file, Boolean.getBoolean(Targets.PAGE));
    }
}
