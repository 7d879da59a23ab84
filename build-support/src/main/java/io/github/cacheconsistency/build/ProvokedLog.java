package io.github.cacheconsistency.build;

import java.util.List;

/**
 * The messages that a test has provoked so far, as a parameter of the test; see {@link ProvokesLog}. Its text has one
 * message per line.
 */
public final class ProvokedLog {

    private final List<Declaration> declarations;

    ProvokedLog(List<Declaration> declarations) {
        this.declarations = List.copyOf(declarations);
    }

    /** The messages, in order per declaration. */
    public List<String> messages() {
        return declarations.stream().flatMap(one -> one.messages().stream()).toList();
    }

    @Override
    public String toString() {
        return String.join("\n", messages());
    }
}
