package io.github.cacheconsistency.test.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The directory of unpacked programs, and the failures of unpacking. */
@Isolated("changes the home directory")
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class UnpackedProgramsTest {

    private static final String REMEDY = "do something else";

    @TempDir
    private Path home;

    private final AtomicInteger unpacked = new AtomicInteger();
    private final String userHome = System.getProperty("user.home");

    @BeforeEach
    void moveHome() {
        System.setProperty("user.home", home.toString());
    }

    @AfterEach
    void moveBack() {
        System.setProperty("user.home", userHome);
    }

    @Test
    void areUnpackedOnceAndUsedFromThere() {
        Path first = UnpackedPrograms.of("server-1", this::unpack, REMEDY);
        Path second = UnpackedPrograms.of("server-1", this::unpack, REMEDY);

        assertThat(first).isEqualTo(second).startsWith(home).isDirectoryContaining("glob:**program");
        assertThat(unpacked).hasValue(1);
    }

    /** On a full file system, partial files are deleted, and the error contains the reason and the remedy. */
    @Test
    void aFullDiskIsToldAndNotLeftFuller() throws Exception {
        assertThatThrownBy(() -> UnpackedPrograms.of(
                        "server-2",
                        directory -> {
                            unpack(directory);
                            throw new IOException("No space left on device");
                        },
                        REMEDY))
                .isInstanceOf(TestServerException.class)
                .hasMessageContaining("server-2 cannot be unpacked into " + home)
                .hasMessageContaining("No space left on device")
                .hasMessageContaining("give it 500 MB, or " + REMEDY);
        try (Stream<Path> left = Files.walk(home)) {
            assertThat(left.map(Path::getFileName).map(Path::toString)).doesNotContain("program", "server-2");
        }
    }

    /** A file instead of the directory, in which even root cannot write. */
    @Test
    void aHomeThatCannotBeWrittenIsDoneWithoutInThisRun(CapturedOutput log) throws Exception {
        Path file = Files.createFile(home.resolve("no-directory"));
        System.setProperty("user.home", file.toString());

        Path first = UnpackedPrograms.of("server-3", this::unpack, REMEDY);
        Path second = UnpackedPrograms.of("server-3", this::unpack, REMEDY);

        assertThat(first).isEqualTo(second).isDirectoryContaining("glob:**program");
        assertThat(first.toString()).contains(PrivateDirectory.PREFIX);
        assertThat(unpacked).as("once for this JVM").hasValue(1);
        assertThat(log.getAll())
                .contains("WARN", file + "/.cache/cache-consistency-test cannot be written", "-Duser.home");
    }

    /** A container image may contain the programs, in a read-only file system. */
    @Test
    void whatIsThereNeedsNoLock() throws Exception {
        Path base = UnpackedPrograms.of("server-4", this::unpack, REMEDY);
        Path lock = base.resolveSibling("server-4.lock");
        Files.delete(lock);

        assertThat(UnpackedPrograms.of("server-4", this::unpack, REMEDY)).isEqualTo(base);
        assertThat(lock).doesNotExist();
    }

    private void unpack(Path directory) throws IOException {
        unpacked.incrementAndGet();
        Files.writeString(directory.resolve("program"), "run");
    }
}
