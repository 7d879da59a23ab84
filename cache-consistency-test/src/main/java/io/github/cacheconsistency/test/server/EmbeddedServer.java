package io.github.cacheconsistency.test.server;

import java.nio.file.Path;
import java.util.function.IntFunction;

/**
 * A server of this JVM. Its process may be restarted; its port and directory stay until it is closed. Thread-safe.
 */
final class EmbeddedServer implements AutoCloseable {

    /** The address that every embedded server listens on, always the local machine. */
    static final String HOST = "127.0.0.1";

    private final PrivateDirectory directory;
    private final IntFunction<ServerProcess> launcher;
    private final int port;
    private ServerProcess process;

    private EmbeddedServer(PrivateDirectory directory, IntFunction<ServerProcess> launcher, int port) {
        this.directory = directory;
        this.launcher = launcher;
        this.port = port;
        this.process = launcher.apply(port);
    }

    /** Installs and starts a server on a free port. Close it, or it ends with the JVM. */
    static EmbeddedServer start(ServerProgram program) {
        PrivateDirectory directory = PrivateDirectory.create();
        try {
            IntFunction<ServerProcess> launcher = program.install(directory);
            EmbeddedServer server =
                    FreePort.start(program.secondPortOffset(), port -> new EmbeddedServer(directory, launcher, port));
            JvmServers.add(server);
            return server;
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    int port() {
        return port;
    }

    Path file(String name) {
        return directory.path().resolve(name);
    }

    synchronized boolean isRunning() {
        return process.isAlive();
    }

    synchronized void stop() {
        process.stop();
    }

    synchronized void kill() {
        process.kill();
    }

    synchronized void restart() {
        process.stop();
        process = launcher.apply(port);
    }

    /** Kills the server, as in a crash, runs {@code whileDown}, and starts it again on the files in its directory. */
    synchronized void restartAfterCrash(Runnable whileDown) {
        process.kill();
        whileDown.run();
        process = launcher.apply(port);
    }

    @Override
    public synchronized void close() {
        process.kill();
        directory.close();
        JvmServers.remove(this);
    }
}
