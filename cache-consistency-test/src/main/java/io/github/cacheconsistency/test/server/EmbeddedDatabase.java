package io.github.cacheconsistency.test.server;

/**
 * A real SQL server on a free local port, with InnoDB's default isolation (REPEATABLE READ), UTC and utf8mb4.
 * Durability is off; everything else is as on a production server. Stop and restart keep its port and its data.
 * Thread-safe.
 */
public abstract sealed class EmbeddedDatabase implements AutoCloseable permits EmbeddedMariaDb, EmbeddedMySql {

    /** The text that both servers log when they accept connections. */
    static final String READY = "ready for connections";

    private static final String USER = "root";
    private static final String PASSWORD = "";

    private final EmbeddedServer server;

    EmbeddedDatabase(ServerProgram program) {
        this.server = EmbeddedServer.start(program);
    }

    /** The address it listens on, always the local machine. */
    public final String host() {
        return EmbeddedServer.HOST;
    }

    /** The port it listens on, the same after a restart. */
    public final int port() {
        return server.port();
    }

    /** A user with all privileges. */
    public final String username() {
        return USER;
    }

    /** The password of {@link #username()}, which is empty. */
    public final String password() {
        return PASSWORD;
    }

    /** The URL of a schema for MySQL Connector/J. */
    public final String jdbcUrl(String schema) {
        return SqlServer.jdbcUrl(host(), port(), schema);
    }

    /** Creates an empty schema with a random name, dropped when closed. */
    public final TestSchema createSchema() {
        return sqlServer().createSchema();
    }

    /** Whether the server runs. */
    public final boolean isRunning() {
        return server.isRunning();
    }

    /** Shuts the server down: from now on connections are refused. Its data stays. */
    public final void stop() {
        server.stop();
    }

    /** Kills the server, as in a crash. Its data stays, and InnoDB recovers it. */
    public final void kill() {
        server.kill();
    }

    /** Starts it again on the same port and data after a stop or kill; stops it first if it still runs. */
    public final void restart() {
        server.restart();
    }

    /** Ends the server and deletes its data. Does nothing the second time. */
    @Override
    public final void close() {
        server.close();
    }

    final SqlServer sqlServer() {
        return new SqlServer(host(), port(), USER, PASSWORD);
    }
}
