package io.github.cacheconsistency.peers;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Provides one {@link Scoreboard} for all test classes of a run, and writes it at the end of the run. */
final class ScoreboardExtension implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Scoreboard.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(ScoreboardExtension.class))
                .computeIfAbsent(
                        Scoreboard.class, type -> new Scoreboard(Boolean.getBoolean("peers.write")), Scoreboard.class);
    }
}
