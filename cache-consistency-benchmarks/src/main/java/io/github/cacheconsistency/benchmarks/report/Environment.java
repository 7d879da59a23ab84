package io.github.cacheconsistency.benchmarks.report;

import io.github.cacheconsistency.peers.PeerVersions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The environment of results. */
public final class Environment {

    private static final long GIGABYTE = 1L << 30;

    private Environment() {}

    /** Returns the machine, the JVM, and the versions of what is measured. */
    public static Map<String, String> describe() {
        Map<String, String> environment = new TreeMap<>();
        environment.put(
                "machine",
                Runtime.getRuntime().availableProcessors() + " processors (" + processor() + "), "
                        + System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        environment.put(
                "java",
                System.getProperty("java.vm.name") + " " + Runtime.version() + ", heap "
                        + Math.max(1, Runtime.getRuntime().maxMemory() / GIGABYTE) + " GB at most");
        environment.put("lettuce", version(io.lettuce.core.RedisClient.class));
        environment.put("peers", PeerVersions.describe());
        return environment;
    }

    private static String processor() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException notLinux) {
            return "unknown";
        }
    }

    private static String version(Class<?> type) {
        String version = type.getPackage().getImplementationVersion();
        return version == null ? "unknown" : version;
    }
}
