package io.github.cacheconsistency.build;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The current declarations, and the messages that none of them covers. Static, because logging is global in a JVM:
 * application contexts outlive tests, and their threads do not belong to a test. Thread-safe.
 */
final class TestLog {

    /**
     * The system property with the file for messages after the last test, when servers and contexts stop. The build
     * fails if it is not empty.
     */
    static final String FILE_PROPERTY = "build.undeclared-log";

    private static final List<Declaration> DECLARATIONS = new CopyOnWriteArrayList<>();
    private static final List<String> UNDECLARED = new ArrayList<>();

    private static boolean testsAreOver;

    private TestLog() {}

    static void declare(List<Declaration> declarations) {
        DECLARATIONS.addAll(0, declarations);
    }

    static void end(List<Declaration> declarations) {
        DECLARATIONS.removeAll(declarations);
    }

    static boolean isDeclared(String logger, String message) {
        return DECLARATIONS.stream().anyMatch(declaration -> declaration.takes(logger, message));
    }

    static synchronized void addUndeclared(String message) {
        if (testsAreOver) {
            writeDown(message);
        } else {
            UNDECLARED.add(message);
        }
    }

    /** Returns the undeclared messages since the last call. */
    static synchronized List<String> takeUndeclared() {
        List<String> taken = List.copyOf(UNDECLARED);
        UNDECLARED.clear();
        return taken;
    }

    /** Writes further undeclared messages to the file, because there is no test left to fail. */
    static synchronized void endTests() {
        testsAreOver = true;
        UNDECLARED.forEach(TestLog::writeDown);
        UNDECLARED.clear();
    }

    private static void writeDown(String message) {
        String file = System.getProperty(FILE_PROPERTY);
        if (file != null) {
            try {
                Files.writeString(Path.of(file), message + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException("The message cannot be written down: " + message, e);
            }
        }
    }
}
