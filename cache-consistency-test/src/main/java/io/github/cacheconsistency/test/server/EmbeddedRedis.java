package io.github.cacheconsistency.test.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import redis.embedded.core.ExecutableProvider;

/**
 * A real Redis on a free local port, empty at first, writing nothing to disk unless told to. Stop and restart keep its
 * port. Safe for use by several threads.
 */
public final class EmbeddedRedis implements AutoCloseable {

    private static final String HOST = "127.0.0.1";
    private static final String READY = "Ready to accept connections";
    private static final String DUMP = "dump.rdb";
    private static final Duration REPLICATION_LIMIT = Duration.ofSeconds(30);

    /** Redis 6.2 gives the bus of a cluster this port and no other. */
    private static final int CLUSTER_BUS_OFFSET = 10_000;

    private final PrivateDirectory directory;
    private final Path executable;
    private final int port;
    private final List<String> options;
    private final Path log;
    private ServerProcess process;

    private EmbeddedRedis(PrivateDirectory directory, Path executable, int port, List<String> options) {
        this.directory = directory;
        this.executable = executable;
        this.port = port;
        this.options = options;
        this.log = directory.path().resolve("redis.log");
        this.process = launch();
    }

    /**
     * Starts a Redis. Close it, or it ends with the JVM.
     *
     * @throws TestServerException if this machine cannot run the binary, with the reason
     */
    public static EmbeddedRedis start() {
        return start(0, List.of());
    }

    /** Starts a Redis that copies {@code primary}, and waits until it has all of it. Close it as any other. */
    public static EmbeddedRedis startReplicaOf(EmbeddedRedis primary) {
        EmbeddedRedis replica = start(0, List.of("--replicaof", primary.host(), Integer.toString(primary.port())));
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

    /** Starts a Redis that can join a cluster; it serves no slots yet. */
    static EmbeddedRedis startInCluster() {
        return start(CLUSTER_BUS_OFFSET, List.of("--cluster-enabled", "yes", "--cluster-config-file", "nodes.conf"));
    }

    private static EmbeddedRedis start(int secondPortOffset, List<String> options) {
        PrivateDirectory directory = PrivateDirectory.create();
        try {
            Path executable = unpack(directory);
            EmbeddedRedis redis =
                    FreePort.start(secondPortOffset, port -> new EmbeddedRedis(directory, executable, port, options));
            JvmServers.add(redis);
            return redis;
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    /** The address it listens on, always the local machine. */
    public String host() {
        return HOST;
    }

    /** The port it listens on, the same after a restart. */
    public int port() {
        return port;
    }

    /** The server's version, such as 6.2.11. */
    public String version() {
        return RedisVersion.in(log);
    }

    /** Whether the server runs. */
    public synchronized boolean isRunning() {
        return process.isAlive();
    }

    /** Ends the server: from now on connections are refused. What it held is lost unless a client saved it. */
    public synchronized void stop() {
        process.stop();
    }

    /** Ends the server as a crash would. */
    public synchronized void kill() {
        process.kill();
    }

    /**
     * Starts it again on the same port after {@link #stop()} or {@link #kill()}; stops it before if it still runs. It is
     * empty, unless a client sent {@code SAVE}: then it holds what it held at that moment.
     */
    public synchronized void restart() {
        process.stop();
        process = launch();
    }

    /**
     * Sends a command on a connection of its own; returns the reply as text, the elements of an array one per line.
     *
     * @throws TestServerException if the server does not run or answers with an error
     */
    public String execute(String... command) {
        return RedisSocket.send(port, command);
    }

    /** What it holds now. */
    public synchronized RedisSnapshot snapshot() {
        execute("SAVE");
        try {
            return new RedisSnapshot(Files.readAllBytes(directory.path().resolve(DUMP)));
        } catch (IOException e) {
            throw new UncheckedIOException("Redis has saved no file in " + directory.path(), e);
        }
    }

    /**
     * Ends the server as a crash would, and starts it again on the same port with what it held when {@code snapshot} was
     * taken: everything it acknowledged since is lost.
     */
    public synchronized void restartFrom(RedisSnapshot snapshot) {
        process.kill();
        try {
            Files.write(directory.path().resolve(DUMP), snapshot.file());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write a snapshot into " + directory.path(), e);
        }
        process = launch();
    }

    /** Ends the server and deletes all its files. Does nothing the second time. */
    @Override
    public synchronized void close() {
        process.kill();
        directory.close();
        JvmServers.remove(this);
    }

    private ServerProcess launch() {
        List<String> command = new ArrayList<>(List.of(
                executable.toString(),
                "--port",
                Integer.toString(port),
                "--bind",
                HOST,
                "--dir",
                directory.path().toString(),
                "--save",
                "",
                "--appendonly",
                "no",
                "--loglevel",
                "notice"));
        command.addAll(options);
        return ServerProcess.start("Redis", command, Map.of(), log, READY);
    }

    static Path unpack(PrivateDirectory directory) {
        try {
            return ExecutableProvider.newJarResourceProvider(
                            directory.directory("bin").toFile())
                    .get()
                    .toPath();
        } catch (IOException e) {
            throw new TestServerException(
                    "The embedded Redis has no binary for this machine. Set " + TestServersMode.PROPERTY
                            + " to containers or external",
                    e);
        }
    }
}
