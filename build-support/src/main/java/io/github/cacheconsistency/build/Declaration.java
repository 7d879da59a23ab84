package io.github.cacheconsistency.build;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** One {@link ProvokesLog} and its messages so far. Thread-safe. */
final class Declaration {

    private final ProvokesLog declared;
    private final List<String> messages = new CopyOnWriteArrayList<>();

    Declaration(ProvokesLog declared) {
        this.declared = declared;
    }

    /** Keeps the message if this declaration covers it, and returns whether it does. */
    boolean takes(String logger, String message) {
        String name = declared.value();
        boolean mine = logger.startsWith(name) && (logger.length() == name.length() || isPart(logger, name.length()));
        if (!mine || !message.contains(declared.containing())) {
            return false;
        }
        messages.add(message);
        return true;
    }

    private static boolean isPart(String logger, int end) {
        return logger.charAt(end) == '.' || logger.charAt(end) == '$';
    }

    /** Discards the messages so far. */
    void forget() {
        messages.clear();
    }

    List<String> messages() {
        return List.copyOf(messages);
    }

    @Override
    public String toString() {
        return declared.value()
                + (declared.containing().isEmpty() ? "" : " containing \"" + declared.containing() + "\"");
    }
}
