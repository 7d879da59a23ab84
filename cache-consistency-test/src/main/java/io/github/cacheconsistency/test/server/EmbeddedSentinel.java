package io.github.cacheconsistency.test.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A real Redis Sentinel on a free local port, which promotes a replica when the primary fails. Thread-safe.
 */
public final class EmbeddedSentinel implements AutoCloseable {

    /** The name under which clients ask for the primary. */
    public static final String PRIMARY = "primary";

    private static final String HOST = "127.0.0.1";

    private final PrivateDirectory directory;
    private final int port;
    private final ServerProcess process;

    private EmbeddedSentinel(PrivateDirectory directory, int port, EmbeddedRedis primary, Duration downAfter) {
        this.directory = directory;
        this.port = port;
        Path configuration = write(directory, port, primary, downAfter);
        List<String> command = List.of(
                RedisProgram.unpack(directory).toString(),
                configuration.toString(),
                "--sentinel",
                "--bind",
                HOST,
                "--dir",
                directory.path().toString());
        this.process = ServerProcess.start(
                "Redis Sentinel", command, Map.of(), directory.path().resolve("sentinel.log"), "+monitor master");
    }

    /**
     * Starts a sentinel. Close it, or it ends with the JVM.
     *
     * @param primary the primary that it monitors, with all its present and future replicas
     * @param downAfter how long the primary must be unreachable before a replica is promoted
     */
    public static EmbeddedSentinel watching(EmbeddedRedis primary, Duration downAfter) {
        PrivateDirectory directory = PrivateDirectory.create();
        try {
            EmbeddedSentinel sentinel =
                    FreePort.start(port -> new EmbeddedSentinel(directory, port, primary, downAfter));
            JvmServers.add(sentinel);
            return sentinel;
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    /** The port it listens on, on the local machine. */
    public int port() {
        return port;
    }

    /** The port of the primary, as reported to clients. */
    public int primaryPort() {
        String[] address =
                execute("SENTINEL", "GET-MASTER-ADDR-BY-NAME", PRIMARY).split("\n");
        return Integer.parseInt(address[1]);
    }

    /** The number of replicas that it knows; it can promote only these. */
    public int replicas() {
        return (int) execute("SENTINEL", "REPLICAS", PRIMARY)
                .lines()
                .filter("master-link-status"::equals)
                .count();
    }

    /** Sends a command to the sentinel; returns the reply as text. */
    public String execute(String... command) {
        return RedisSocket.send(port, command);
    }

    /** Ends the sentinel and deletes its files. Does nothing the second time. */
    @Override
    public void close() {
        process.kill();
        directory.close();
        JvmServers.remove(this);
    }

    private static Path write(PrivateDirectory directory, int port, EmbeddedRedis primary, Duration downAfter) {
        Path file = directory.path().resolve("sentinel.conf");
        String lines =
                """
                port %d
                sentinel monitor %s %s %d 1
                sentinel down-after-milliseconds %s %d
                sentinel failover-timeout %s 5000
                """.formatted(port, PRIMARY, primary.host(), primary.port(), PRIMARY, downAfter.toMillis(), PRIMARY);
        try {
            return Files.writeString(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }
}
