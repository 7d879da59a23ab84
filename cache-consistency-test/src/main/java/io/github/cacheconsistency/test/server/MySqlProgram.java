package io.github.cacheconsistency.test.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** Runs MySQL. */
record MySqlProgram(MySqlBinaries binaries) implements ServerProgram {

    // The server does not resolve names, so connections over TCP need an account with an address.
    private static final String ACCOUNT = """
            CREATE USER 'root'@'127.0.0.1' IDENTIFIED BY '';
            GRANT ALL ON *.* TO 'root'@'127.0.0.1' WITH GRANT OPTION;
            """;

    private static final int MEGABYTES = 200;

    @Override
    public IntFunction<ServerProcess> install(PrivateDirectory directory) {
        DiskSpace.require("MySQL", directory.path(), MEGABYTES);
        try {
            Path account = Files.writeString(directory.path().resolve("account.sql"), ACCOUNT);
            ServerProcess.run(
                    "MySQL's data directory",
                    command(directory, "--initialize-insecure", "--init-file=" + account),
                    Map.of(),
                    directory.path().resolve("install.log"));
            return port -> launch(directory, port);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write to " + directory.path(), e);
        }
    }

    private ServerProcess launch(PrivateDirectory directory, int port) {
        List<String> command = command(
                directory,
                "--tmpdir=" + directory.directory("tmp"),
                // Relative to the data directory, because the full path may exceed the length limit of a socket
                // address.
                "--socket=socket",
                "--bind-address=" + EmbeddedServer.HOST,
                "--port=" + port,
                // The X plugin would listen on a fixed port.
                "--mysqlx=OFF",
                "--skip-ssl",
                "--skip-name-resolve",
                "--auto-generate-certs=OFF",
                "--sha256-password-auto-generate-rsa-keys=OFF",
                "--caching-sha2-password-auto-generate-rsa-keys=OFF",
                // The binary log stays on, as in production, because it adds a phase to each commit.
                "--sync-binlog=0",
                "--performance-schema=OFF",
                "--default-time-zone=+00:00",
                "--max-connections=1000",
                "--innodb-buffer-pool-size=64M",
                "--innodb-flush-log-at-trx-commit=0",
                "--innodb-lock-wait-timeout=5");
        Path log = directory.path().resolve("mysql.log");
        return ServerProcess.start("MySQL", command, Map.of(), log, EmbeddedDatabase.READY);
    }

    private List<String> command(PrivateDirectory directory, String... options) {
        List<String> command = new ArrayList<>(List.of(
                binaries.server().toString(),
                "--no-defaults",
                // If the user is root, the server starts only with an explicit --user.
                "--user=" + System.getProperty("user.name"),
                "--basedir=" + binaries.base(),
                "--lc-messages-dir=" + binaries.base().resolve("share"),
                "--datadir=" + directory.directory("data"),
                "--innodb-log-file-size=16M"));
        command.addAll(List.of(options));
        return command;
    }
}
