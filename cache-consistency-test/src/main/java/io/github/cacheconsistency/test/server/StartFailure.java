package io.github.cacheconsistency.test.server;

import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Explains from the log of a server that did not start what is missing on this machine, and what to do. */
final class StartFailure {

    private static final Pattern MISSING_LIBRARY = Pattern.compile(
            // The loader of glibc, and that of musl.
            "(?:error while loading shared libraries: |Error loading shared library )([^:\\s]+)");
    private static final Pattern OLD_LIBRARY = Pattern.compile("version [`']?([^'`\\s]+)' not found");
    private static final Pattern FULL_DISK =
            Pattern.compile("No space left on device|[Dd]isk is full|(?:Errcode|errno|OS errno|error number):? ?28\\b");
    private static final Pattern TAKEN_PORT = Pattern.compile("Address already in use");
    private static final Pattern NOT_EXECUTABLE = Pattern.compile("exec: .*: Permission denied");
    private static final Pattern NO_LOADER =
            Pattern.compile("exec: .*: (?:not found|No such file or directory)|Exec format error|cannot execute");

    /** The packages of the libraries that the embedded programs need in addition to the C library. */
    private static final Map<String, String> PACKAGES = Map.of(
            "libssl.so.3", "libssl3 or libssl3t64 (Debian, Ubuntu) or openssl-libs (Fedora, RHEL)",
            "libcrypto.so.3", "libssl3 or libssl3t64 (Debian, Ubuntu) or openssl-libs (Fedora, RHEL)",
            "libcrypt.so.1", "libcrypt1 (Debian, Ubuntu) or libxcrypt-compat (Fedora, RHEL)",
            "libsystemd.so.0", "libsystemd0 (Debian, Ubuntu) or systemd-libs (Fedora, RHEL)",
            "libstdc++.so.6", "libstdc++6 (Debian, Ubuntu) or libstdc++ (Fedora, RHEL)",
            "libaio.so.1", mysql("; where the library is called libaio.so.1t64, link libaio.so.1 to it"),
            "libnuma.so.1", mysql(""));

    /** The alternative to embedded servers. */
    static final String ALTERNATIVE = "set " + TestServersMode.PROPERTY + " to containers or external";

    private StartFailure() {}

    private static String mysql(String more) {
        return "libaio1 and libnuma1 (Debian, Ubuntu) or libaio and numactl-libs (Fedora, RHEL)" + more
                + ". MariaDB needs neither: " + "set " + TestDatabase.PROPERTY + " to " + TestDatabase.MARIADB.value();
    }

    /** Whether a server with this log will not start, although it continues to retry. */
    static boolean isHopeless(String log) {
        return FULL_DISK.matcher(log).find();
    }

    /**
     * An explanation in whole sentences, followed by a space; empty if {@code log} has no known cause.
     *
     * @param server the server's name
     * @param directory the directory of the server
     */
    static String explanation(String server, String log, Path directory) {
        String known = known(server, log, directory);
        return known.isEmpty() ? "" : known + ", or " + ALTERNATIVE + ". ";
    }

    private static String known(String server, String log, Path directory) {
        Matcher missing = MISSING_LIBRARY.matcher(log);
        if (missing.find()) {
            String library = missing.group(1);
            return server + " needs the shared library " + library + ", but this machine has none. Install "
                    + PACKAGES.getOrDefault(library, "the package that holds it");
        }
        Matcher old = OLD_LIBRARY.matcher(log);
        if (old.find()) {
            return server + " needs " + old.group(1)
                    + ", but this machine has an older version of that library. Use a newer"
                    + " release of the operating system";
        }
        if (FULL_DISK.matcher(log).find() || DiskSpace.isUsedUp(directory)) {
            return DiskSpace.full(server, directory);
        }
        if (TAKEN_PORT.matcher(log).find()) {
            return server
                    + " cannot listen on its port, because another program does. End that program; on Linux 'ss -ltnp' names it";
        }
        if (NOT_EXECUTABLE.matcher(log).find()) {
            return server + " may not be executed: the file system of " + directory
                    + " is probably mounted with noexec. Run Java"
                    + " with -Djava.io.tmpdir and -Duser.home of directories from which programs may be run";
        }
        if (NO_LOADER.matcher(log).find()) {
            return server + "'s program does not run on this operating system or processor (on Alpine install gcompat)";
        }
        return "";
    }
}
