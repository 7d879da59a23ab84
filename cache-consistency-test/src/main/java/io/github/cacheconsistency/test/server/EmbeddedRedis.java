package io.github.cacheconsistency.test.server;

/**
 * A real Redis on a free local port, empty at first, writing nothing to disk unless told to. Stop and restart keep its
 * port. Safe for use by several threads.
 */
public final class EmbeddedRedis implements AutoCloseable {

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
        return new EmbeddedRedis(EmbeddedServer.start(new RedisProgram()));
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

    /** Ends the server: from now on connections are refused. What it held is lost unless a client saved it. */
    public void stop() {
        server.stop();
    }

    /** Ends the server as a crash would. */
    public void kill() {
        server.kill();
    }

    /**
     * Starts it again on the same port after {@link #stop()} or {@link #kill()}; stops it before if it still runs. It is
     * empty, unless a client sent {@code SAVE}: then it holds what it held at that moment.
     */
    public void restart() {
        server.restart();
    }

    /** Ends the server and deletes all its files. Does nothing the second time. */
    @Override
    public void close() {
        server.close();
    }
}
