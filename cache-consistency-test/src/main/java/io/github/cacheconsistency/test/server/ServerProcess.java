package io.github.cacheconsistency.test.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** A server that runs as a child process, with its output in a file. It counts as started when its log says so. */
final class ServerProcess {

    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);
    private static final int LOG_TAIL_LINES = 80;

    private final String name;
    private final Process process;

    private ServerProcess(String name, Process process) {
        this.name = name;
        this.process = process;
    }

    /**
     * Starts a server and waits until its log contains {@code readyText}.
     *
     * @throws TestServerException if it ends or is not ready within three minutes; then it is killed, and the message contains
     *     the end of its log
     */
    static ServerProcess start(
            String name, List<String> command, Map<String, String> environment, Path log, String readyText) {
        ServerProcess server = new ServerProcess(name, launch(name, command, environment, log));
        try {
            Awaitility.await(name + " to be ready")
                    .pollInSameThread()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(10))
                    .atMost(START_LIMIT)
                    .until(() -> {
                        String written = read(log);
                        return written.contains(readyText) || StartFailure.isHopeless(written) || !server.isAlive();
                    });
        } catch (ConditionTimeoutException e) {
            server.kill();
            throw new TestServerException(
                    explanation(name, log) + name + " was not ready within " + START_LIMIT + ". Its log: " + tail(log),
                    e);
        }
        if (!server.isAlive()) {
            throw new TestServerException(explanation(name, log) + name + " ended with exit code "
                    + server.process.exitValue() + " instead of starting. Its log: " + tail(log));
        }
        if (!isReady(log, readyText)) {
            server.kill();
            throw new TestServerException(explanation(name, log) + name
                    + " was killed, because its log shows that it cannot start. Its log: " + tail(log));
        }
        return server;
    }

    /** Runs a command to its end. */
    static void run(String name, List<String> command, Map<String, String> environment, Path log) {
        Process process = launch(name, command, environment, log);
        if (!ended(process, START_LIMIT)) {
            process.destroyForcibly();
            throw new TestServerException(
                    explanation(name, log) + name + " did not end within " + START_LIMIT + ". Its log: " + tail(log));
        }
        if (process.exitValue() != 0) {
            throw new TestServerException(explanation(name, log) + name + " failed with exit code "
                    + process.exitValue() + ". Its log: " + tail(log));
        }
    }

    private static boolean isReady(Path log, String readyText) {
        try {
            return read(log).contains(readyText);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + log + ", the log of a server that has just started", e);
        }
    }

    private static String explanation(String name, Path log) {
        Path directory = Objects.requireNonNull(log.toAbsolutePath().getParent(), "a log stands in a directory");
        return StartFailure.explanation(name, tail(log), directory);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Terminates the server, and kills it after a minute. Returns when it has ended. */
    void stop() {
        process.destroy();
        if (!ended(process, STOP_LIMIT)) {
            kill();
        }
    }

    /** Kills the server, as in a crash. Returns when it has ended. */
    void kill() {
        process.destroyForcibly();
        if (!ended(process, STOP_LIMIT)) {
            throw new TestServerException(
                    name + " (process " + process.pid() + ") survived a kill for " + STOP_LIMIT + ". End it by hand");
        }
    }

    private static Process launch(String name, List<String> command, Map<String, String> environment, Path log) {
        List<String> supervised = JvmWatchdog.supervised(command, log.resolveSibling(log.getFileName() + ".pid"));
        ProcessBuilder builder =
                new ProcessBuilder(supervised).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            return process;
        } catch (IOException e) {
            throw new TestServerException(name + " cannot be run on this machine: " + e.getMessage(), e);
        }
    }

    private static boolean ended(Process process, Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }

    static String read(Path log) throws IOException {
        return Files.readString(log, StandardCharsets.ISO_8859_1);
    }

    private static String tail(Path log) {
        try {
            List<String> lines = read(log).lines().toList();
            return "\n" + String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_TAIL_LINES), lines.size()));
        } catch (IOException e) {
            return "(unreadable: " + e + ")";
        }
    }
}
