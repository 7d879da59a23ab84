package io.github.cacheconsistency.build;

import java.util.List;

/** What a test has provoked by now, as a parameter of the test; see {@link ProvokesLog}. Its text has a message per line. */
public final class ProvokedLog {

    private final List<Declaration> declarations;

    ProvokedLog(List<Declaration> declarations) {
        this.declarations = List.copyOf(declarations);
    }

    /** The messages, in their order for each declaration. */
    public List<String> messages() {
        return declarations.stream().flatMap(one -> one.messages().stream()).toList();
    }

    @Override
    public String toString() {
        return String.join("\n", messages());
    }
}
