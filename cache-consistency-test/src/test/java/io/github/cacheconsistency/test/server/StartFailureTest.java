package io.github.cacheconsistency.test.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;

/** On a machine that cannot run a server, the error says soon what is missing and what to do. */
@Timeout(60)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "runs shell scripts")
class StartFailureTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "redis-server: error while loading shared libraries: libssl.so.3: cannot open shared object file | libssl.so.3 | libssl3",
                "mariadbd: error while loading shared libraries: libsystemd.so.0: cannot open it | libsystemd.so.0 | libsystemd0",
                "mysqld: error while loading shared libraries: libaio.so.1: cannot open shared object file | libaio.so.1 | libaio1",
                "Error loading shared library libcrypt.so.1: No such file or directory (needed by mariadbd) | libcrypt.so.1 | libcrypt1",
                "x: error while loading shared libraries: libother.so.9: cannot open it | libother.so.9 | package that holds it",
            })
    void aMissingLibraryIsNamedWithItsPackages(String printed, String library, String packages) throws Exception {
        assertThatThrownBy(() -> start("echo '" + printed + "' >&2; exit 127"))
                .isInstanceOf(TestServerException.class)
                .hasMessageStartingWith(
                        "Redis needs the shared library " + library + ", but this machine has none. Install ")
                .hasMessageContaining(packages)
                .hasMessageContaining("cache-consistency.test.servers to containers or external")
                .hasMessageContaining("exit code 127");
    }

    @Test
    void aLibraryThatIsTooOldIsNamed() {
        assertThatThrownBy(() ->
                        start("echo \"redis-server: /lib/libc.so.6: version \\`GLIBC_2.34' not found\" >&2; exit 1"))
                .isInstanceOf(TestServerException.class)
                .hasMessageStartingWith("Redis needs GLIBC_2.34, but this machine has an older version");
    }

    @Test
    void aPortThatIsTakenIsExplained() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                PrivateDirectory directory = PrivateDirectory.create()) {
            var launcher = RedisProgram.with(List.of()).install(directory);
            assertThatThrownBy(() -> launcher.apply(taken.getLocalPort()))
                    .isInstanceOf(TestServerException.class)
                    .hasMessageStartingWith(
                            "Redis cannot listen on its port, because another program does. End that program");
        }
    }

    /** MariaDB waits for disk space without a limit. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Disk is full writing ibdata1 (Errcode: 28 \"No space left on device\"). Waiting for someone to free space",
                "Write to file failed at offset 0, 1048576 bytes should have been written. OS errno: 28",
            })
    void aServerThatWaitsForRoomOnAFullDiskIsEnded(String printed) throws Exception {
        assertThatThrownBy(() -> start("echo '" + printed + "'; exec sleep 600"))
                .isInstanceOf(TestServerException.class)
                .hasMessageStartingWith("Redis cannot continue, because the disk of " + directory + " is full. ")
                .hasMessageContaining("Make room there, or run Java with -Djava.io.tmpdir")
                .hasMessageContaining(printed);
        try (Stream<ProcessHandle> processes = ProcessHandle.current().descendants()) {
            assertThat(processes.map(ProcessHandle::info).flatMap(info -> info.commandLine().stream()))
                    .noneMatch(line -> line.contains(directory.toString()));
        }
    }

    @Test
    void aProgramThatMayNotBeExecutedIsExplained() throws Exception {
        Path program = Files.writeString(directory.resolve("server"), "#!/bin/sh\n");
        assertThatThrownBy(() -> run(program))
                .isInstanceOf(TestServerException.class)
                .hasMessageStartingWith("Redis may not be executed: the file system of " + directory)
                .hasMessageContaining("noexec")
                .hasMessageContaining("-Djava.io.tmpdir");
    }

    @Test
    void aProgramWhoseLoaderIsNotThereIsExplained() throws Exception {
        Path program = Files.writeString(directory.resolve("server"), "#!/lib/ld-of-another-system.so\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        assertThatThrownBy(() -> run(program))
                .isInstanceOf(TestServerException.class)
                .hasMessageStartingWith("Redis's program does not run on this operating system or processor");
    }

    @Test
    void anythingElseIsShownAsTheServerSaidIt() {
        assertThatThrownBy(() -> start("echo 'Bad directive'; exit 1"))
                .isInstanceOf(TestServerException.class)
                .hasMessageStartingWith("Redis ended with exit code 1 instead of starting. Its log:")
                .hasMessageContaining("Bad directive");
    }

    @Test
    void whereThereIsTooLittleRoomNothingIsStarted() {
        assertThatThrownBy(() -> DiskSpace.require("MariaDB", directory, Long.MAX_VALUE >> 20))
                .isInstanceOf(TestServerException.class)
                .hasMessageStartingWith("MariaDB needs ")
                .hasMessageContaining(" MB, but the disk of " + directory + " has ")
                .hasMessageContaining("cache-consistency.test.servers to containers or external");
        DiskSpace.require("Redis", directory, 0);
    }

    @Test
    void anApplicationOnTestServersIsToldWithoutAStackTrace() {
        FailureAnalyzer analyzer = SpringFactoriesLoader.forDefaultResourceLocation()
                .load(FailureAnalyzer.class, FailureHandler.handleMessage((message, failure) -> {}))
                .stream()
                .filter(TestServerFailureAnalyzer.class::isInstance)
                .findFirst()
                .orElseThrow();
        FailureAnalysis analysis = analyzer.analyze(
                new BeanCreationException("startedTestServers", new TestServerException("Redis needs something")));
        assertThat(analysis).isNotNull();
        assertThat(analysis.getDescription()).isEqualTo("The test servers did not start: Redis needs something");
    }

    private ServerProcess start(String script) throws Exception {
        Path program = Files.writeString(directory.resolve("server"), "#!/bin/sh\n" + script + "\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return run(program);
    }

    private ServerProcess run(Path program) {
        return ServerProcess.start(
                "Redis", List.of(program.toString()), Map.of(), directory.resolve("server.log"), "never ready");
    }
}
