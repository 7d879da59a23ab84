package io.github.cacheconsistency.test.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import redis.embedded.core.ExecutableProvider;

/**
 * A real Redis on a free local port, empty at first, writing nothing to disk unless told to. Stop and restart keep its
 * port. Safe for use by several threads.
 */
public final class EmbeddedRedis implements AutoCloseable {

    private static final String HOST = "127.0.0.1";
    private static final String READY = "Ready to accept connections";

    private final PrivateDirectory directory;
    private final Path executable;
    private final int port;
    private final Path log;
    private ServerProcess process;

    private EmbeddedRedis(PrivateDirectory directory, Path executable, int port) {
        this.directory = directory;
        this.executable = executable;
        this.port = port;
        this.log = directory.path().resolve("redis.log");
        this.process = launch();
    }

    /**
     * Starts a Redis. Close it, or it ends with the JVM.
     *
     * @throws TestServerException if this machine cannot run the binary, with the reason
     */
    public static EmbeddedRedis start() {
        PrivateDirectory directory = PrivateDirectory.create();
        try {
            Path executable = unpack(directory);
            EmbeddedRedis redis = FreePort.start(port -> new EmbeddedRedis(directory, executable, port));
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

    /** Ends the server and deletes all its files. Does nothing the second time. */
    @Override
    public synchronized void close() {
        process.kill();
        directory.close();
        JvmServers.remove(this);
    }

    private ServerProcess launch() {
        List<String> command = List.of(
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
                "notice");
        return ServerProcess.start("Redis", command, Map.of(), log, READY);
    }

    private static Path unpack(PrivateDirectory directory) {
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
