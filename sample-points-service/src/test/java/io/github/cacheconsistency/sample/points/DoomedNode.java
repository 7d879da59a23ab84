package io.github.cacheconsistency.sample.points;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A process that runs {@link PointsUnderLoad} and is killed by the test. It ends with this JVM at the latest. */
final class DoomedNode implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 120;
    private static final int LINES_KEPT = 40;

    private final Process process;
    private final PrintStream orders;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final ConcurrentLinkedDeque<String> log = new ConcurrentLinkedDeque<>();

    private DoomedNode(Process process) {
        this.process = process;
        this.orders = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        Thread listener = new Thread(this::listen, "doomed-node-" + process.pid());
        listener.setDaemon(true);
        listener.start();
    }

    /** Starts the process and returns at once. */
    static DoomedNode start(Map<String, String> properties) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // The process runs for seconds only, so a fast start matters.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                PointsApplication.class.getName(),
                "--spring.main.sources=" + PointsUnderLoad.Beans.class.getName(),
                "--spring.main.web-application-type=none"));
        properties.forEach((name, value) -> command.add("--" + name + "=" + value));
        return new DoomedNode(
                new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    /** Starts reads and writes at full speed; returns when they run. */
    void load() throws InterruptedException {
        await(PointsUnderLoad.STARTED);
        orders.println(PointsUnderLoad.LOAD);
        await(PointsUnderLoad.LOADED);
    }

    /**
     * Blocks one of its writers between its COMMIT and the next step, and returns the user whose balance it changed.
     */
    long holdAfterCommit() throws InterruptedException {
        orders.println(PointsUnderLoad.HOLD);
        return Long.parseLong(await(PointsUnderLoad.HELD).substring(PointsUnderLoad.HELD.length()));
    }

    /** Lets the process run for a while. */
    void liveFor(long milliseconds) throws InterruptedException {
        if (process.waitFor(milliseconds, TimeUnit.MILLISECONDS)) {
            throw new AssertionError("The node ended by itself. Its last lines:\n" + String.join("\n", log));
        }
    }

    /** Sends SIGKILL; returns when the process has ended. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("Process " + process.pid() + " survived a SIGKILL");
        }
    }

    private String await(String answer) throws InterruptedException {
        String found = answers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (found == null || !found.startsWith(answer)) {
            throw new AssertionError("Expected the node to say " + answer + ", found " + found + ". Its last lines:\n"
                    + String.join("\n", log));
        }
        return found;
    }

    private void listen() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("@")) {
                    answers.add(line);
                } else {
                    log.add(line);
                    if (log.size() > LINES_KEPT) {
                        log.remove();
                    }
                }
            }
        } catch (IOException killed) {
            log.add("Its output ended: " + killed);
        }
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
