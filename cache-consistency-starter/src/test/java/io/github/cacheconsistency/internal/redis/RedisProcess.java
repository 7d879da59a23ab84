package io.github.cacheconsistency.internal.redis;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import redis.embedded.core.ExecutableProvider;

/**
 * A Redis server in a directory of its own. Both are removed on close, and when this JVM ends for any reason: a shell
 * waits for the end of a pipe that only this JVM holds open.
 */
final class RedisProcess implements AutoCloseable {

    private static final String SCRIPT = """
            trap '' INT HUP
            directory=$1
            shift
            "$@" > "$directory/log" 2>&1 < /dev/null &
            read -r line
            kill -9 $!
            wait
            rm -rf "$directory"
            """;

    private static final int ATTEMPTS = 3;

    /** The distance of the port of the cluster bus, which Redis fixes. */
    private static final int BUS_OFFSET = 10_000;

    private final Process shell;
    private final int port;

    private RedisProcess(Process shell, int port) {
        this.shell = shell;
        this.port = port;
    }

    /** Starts a server on a free port. */
    static RedisProcess start(String... options) throws IOException {
        for (int attempt = 1; ; attempt++) {
            Path directory = Files.createTempDirectory("redis-");
            RedisProcess redis = start(directory, freePort(), options);
            String log = redis.awaitStart(directory.resolve("log"));
            if (!isTaken(log)) {
                return redis;
            }
            redis.close();
            if (attempt == ATTEMPTS) {
                throw new IOException("Expected Redis to start, but somebody took each port that was free. " + log);
            }
        }
    }

    private static RedisProcess start(Path directory, int port, String... options) throws IOException {
        Path binary = ExecutableProvider.newJarResourceProvider(
                        Files.createDirectory(directory.resolve("bin")).toFile())
                .get()
                .toPath();
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", SCRIPT, "redis", directory.toString()));
        command.addAll(List.of(binary.toString(), "--port", "" + port, "--bind", "127.0.0.1", "--save", ""));
        command.addAll(List.of("--dir", directory.toString()));
        command.addAll(List.of(options));
        return new RedisProcess(new ProcessBuilder(command).start(), port);
    }

    private String awaitStart(Path log) {
        return await("Redis to start")
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .until(
                        () -> Files.exists(log) ? Files.readString(log) : "",
                        text -> text.contains("Ready to accept connections") || isTaken(text));
    }

    private static boolean isTaken(String log) {
        return log.contains("Address already in use");
    }

    int port() {
        return port;
    }

    /** Returns when the server has ended and its directory is deleted. */
    @Override
    public void close() throws IOException {
        shell.getOutputStream().close();
        await("Redis to end").until(() -> !shell.isAlive());
    }

    /** A free port whose bus port is free as well. */
    private static int freePort() throws IOException {
        for (int attempt = 0; attempt < 100; attempt++) {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                int port = socket.getLocalPort();
                if (port + BUS_OFFSET < 65_536 && isFree(port + BUS_OFFSET)) {
                    return port;
                }
            }
        }
        throw new IOException("Expected a free port with a free cluster bus port, found none in 100 attempts."
                + " Close programs that listen on many ports");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException occupied) {
            return false;
        }
    }
}
