package io.github.cacheconsistency.test.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import redis.embedded.core.ExecutableProvider;

/**
 * Runs Redis.
 *
 * @param options what its command line says besides the usual
 */
record RedisProgram(List<String> options) implements ServerProgram {

    /** The name of the server's log in its directory. */
    static final String LOG = "redis.log";

    private static final String READY = "Ready to accept connections";

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
