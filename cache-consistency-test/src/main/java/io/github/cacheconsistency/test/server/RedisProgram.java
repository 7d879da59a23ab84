package io.github.cacheconsistency.test.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import redis.embedded.core.ExecutableProvider;

/** Runs Redis. */
final class RedisProgram implements ServerProgram {

    /** The name of the server's log in its directory. */
    static final String LOG = "redis.log";

    /** Redis 6.2 always uses this offset for the port of the cluster bus. */
    private static final int CLUSTER_BUS_OFFSET = 10_000;

    private static final int MEGABYTES = 20;

    private static final String READY = "Ready to accept connections";

    private final List<String> options;
    private final int secondPortOffset;

    private RedisProgram(List<String> options, int secondPortOffset) {
        this.options = List.copyOf(options);
        this.secondPortOffset = secondPortOffset;
    }

    /** A standalone server with additional {@code options}. */
    static RedisProgram with(List<String> options) {
        return new RedisProgram(options, 0);
    }

    /** A server in cluster mode. */
    static RedisProgram inCluster() {
        return new RedisProgram(
                List.of("--cluster-enabled", "yes", "--cluster-config-file", "nodes.conf"), CLUSTER_BUS_OFFSET);
    }

    @Override
    public int secondPortOffset() {
        return secondPortOffset;
    }

    @Override
    public IntFunction<ServerProcess> install(PrivateDirectory directory) {
        Path executable = unpack(directory);
        return port -> launch(directory, executable, port);
    }

    private ServerProcess launch(PrivateDirectory directory, Path executable, int port) {
        List<String> command = new ArrayList<>(List.of(
                executable.toString(),
                "--port",
                Integer.toString(port),
                "--bind",
                EmbeddedServer.HOST,
                "--dir",
                directory.path().toString(),
                "--save",
                "",
                "--appendonly",
                "no",
                "--loglevel",
                "notice"));
        command.addAll(options);
        return ServerProcess.start("Redis", command, Map.of(), directory.path().resolve(LOG), READY);
    }

    static Path unpack(PrivateDirectory directory) {
        DiskSpace.require("Redis", directory.path(), MEGABYTES);
        try {
            return ExecutableProvider.newJarResourceProvider(
                            directory.directory("bin").toFile())
                    .get()
                    .toPath();
        } catch (IOException e) {
            throw new TestServerException(
                    "The program of the embedded Redis cannot be unpacked into " + directory.path() + ": "
                            + e.getMessage() + ". If there is none for this machine, " + StartFailure.ALTERNATIVE,
                    e);
        }
    }
}
