package io.github.cacheconsistency.test.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small process that ends after this JVM, kills its servers and deletes their directories, because a killed JVM runs
 * no shutdown hook. It waits for the end of a pipe whose other end only this JVM has open.
 *
 * <p>Static on purpose, as is {@link JvmServers}. If there is no shell, {@link AbandonedServers} cleans up in a later
 * run.
 */
final class JvmWatchdog {

    private static final Logger logger = LoggerFactory.getLogger(JvmWatchdog.class);
    private static final Path SHELL = Path.of("/bin/sh");
    private static final Path SETSID = Path.of("/usr/bin/setsid");

    /**
     * Argument: the prefix of the paths of all directories of this JVM. The shell of a server writes its process id
     * before it executes the server, see {@link #supervised}; if the directory has been renamed, the write fails and
     * the server does not start.
     */
    private static final String SCRIPT = """
            while read -r line; do :; done
            for directory in "$1"*; do
                [ -d "$directory" ] && mv "$directory" "$directory.ended"
            done
            numbers=""
            for file in "$1"*.ended/*.pid; do
                [ -f "$file" ] && read -r number < "$file" || continue
                # The number may be that of another process by now.
                [ -d /proc/self ] && ! grep -qsF "$1" "/proc/$number/cmdline" && continue
                kill -9 "$number" 2>/dev/null && numbers="$numbers $number"
            done
            for number in $numbers; do
                attempts=0
                while [ "$attempts" -lt 100 ] && kill -0 "$number" 2>/dev/null; do
                    attempts=$((attempts + 1))
                    sleep 0.1
                done
            done
            rm -rf "$1"*.ended
            """;

    private static boolean running;

    private JvmWatchdog() {}

    /** Starts it unless it runs. It is responsible for the directories whose paths begin with {@code paths}. */
    static synchronized void watch(String paths) {
        if (running || !Files.isExecutable(SHELL)) {
            return;
        }
        ProcessBuilder watchdog = new ProcessBuilder(
                        detached(List.of(SHELL.toString(), "-c", SCRIPT, "test-server-watchdog", paths)))
                .directory(Path.of("/").toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        try {
            // The JVM keeps the pipe to its input open until it ends: no code closes it or writes to it.
            watchdog.start();
            running = true;
        } catch (IOException e) {
            logger.warn(
                    "The watchdog of the test servers did not start: if this JVM is killed, a later run ends them. Expected to run"
                            + " {}, but: {}",
                    SHELL,
                    e.getMessage());
        }
    }

    /**
     * The command that runs {@code command} and writes its process id to {@code file}, which must end in {@code .pid}.
     */
    static List<String> supervised(List<String> command, Path file) {
        if (!Files.isExecutable(SHELL)) {
            return command;
        }
        List<String> words =
                new ArrayList<>(List.of(SHELL.toString(), "-c", "echo $$ > \"$0\" && exec \"$@\"", file.toString()));
        words.addAll(command);
        return detached(words);
    }

    /**
     * In another process group than the terminal's, so that Ctrl-C ends the application, which then ends its servers.
     */
    private static List<String> detached(List<String> command) {
        List<String> words = new ArrayList<>(command);
        if (Files.isExecutable(SETSID)) {
            words.add(0, SETSID.toString());
        }
        return words;
    }
}
