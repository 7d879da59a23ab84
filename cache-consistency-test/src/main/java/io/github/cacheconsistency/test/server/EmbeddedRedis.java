package io.github.cacheconsistency.test.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/**
 * A real Redis on a free local port. It is empty at first, and writes to disk only on {@code SAVE}. Stop and restart
 * keep its port. Thread-safe.
 */
public final class EmbeddedRedis implements AutoCloseable {

    private static final String DUMP = "dump.rdb";
    private static final Duration REPLICATION_LIMIT = Duration.ofSeconds(30);

    private final EmbeddedServer server;

    private EmbeddedRedis(EmbeddedServer server) {
        this.server = server;
    }

    /**
     * Starts a Redis. Close it, or it ends with the JVM.
     *
     * @throws TestServerException if this machine cannot run the binary, with the reason
     */
    public static EmbeddedRedis start() {
        return start(RedisProgram.with(List.of()));
    }

    /** Starts a replica of {@code primary}, and waits until it is in sync. Close it as any other. */
    public static EmbeddedRedis startReplicaOf(EmbeddedRedis primary) {
        EmbeddedRedis replica =
                start(RedisProgram.with(List.of("--replicaof", primary.host(), Integer.toString(primary.port()))));
        try {
            Awaitility.await("the replica to follow its primary")
                    .pollInterval(Duration.ofMillis(20))
                    .atMost(REPLICATION_LIMIT)
                    .until(() -> replica.execute("INFO", "replication").contains("master_link_status:up"));
            return replica;
        } catch (RuntimeException e) {
            replica.close();
            throw e;
        }
    }

    /** Starts a Redis in cluster mode, which serves no slots yet. */
    static EmbeddedRedis startInCluster() {
        return start(RedisProgram.inCluster());
    }

    private static EmbeddedRedis start(RedisProgram program) {
        return new EmbeddedRedis(EmbeddedServer.start(program));
    }

    /** The address it listens on, always the local machine. */
    public String host() {
        return EmbeddedServer.HOST;
    }

    /** The port it listens on, the same after a restart. */
    public int port() {
        return server.port();
    }

    /** The server's version, such as 6.2.11. */
    public String version() {
        return RedisVersion.in(server.file(RedisProgram.LOG));
    }

    /** Whether the server runs. */
    public boolean isRunning() {
        return server.isRunning();
    }

    /** Shuts the server down: from now on connections are refused. Its content is lost unless a client saved it. */
    public void stop() {
        server.stop();
    }

    /** Kills the server, as in a crash. */
    public void kill() {
        server.kill();
    }

    /**
     * Starts it again on the same port after {@link #stop()} or {@link #kill()}; stops it first if it still runs. It is
     * empty, or has the content of the last {@code SAVE} by a client.
     */
    public void restart() {
        server.restart();
    }

    /**
     * Sends a command on a connection of its own; returns the reply as text, the elements of an array one per line.
     *
     * @throws TestServerException if the server does not run or answers with an error
     */
    public String execute(String... command) {
        return RedisSocket.send(port(), command);
    }

    /** A snapshot of its content. */
    public RedisSnapshot snapshot() {
        execute("SAVE");
        Path file = server.file(DUMP);
        try {
            return new RedisSnapshot(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException("Redis did not save " + file, e);
        }
    }

    /**
     * Kills the server, as in a crash, and starts it again on the same port with the content of {@code snapshot}:
     * everything that it has acknowledged since is lost.
     */
    public void restartFrom(RedisSnapshot snapshot) {
        Path file = server.file(DUMP);
        server.restartAfterCrash(() -> {
            try {
                Files.write(file, snapshot.file());
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot write " + file, e);
            }
        });
    }

    /** Ends the server and deletes all its files. Does nothing the second time. */
    @Override
    public void close() {
        server.close();
    }
}
