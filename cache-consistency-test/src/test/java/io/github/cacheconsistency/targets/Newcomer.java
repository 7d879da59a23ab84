package io.github.cacheconsistency.targets;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/**
 * A minimal Spring Boot project with the kit: a service with a cached method, and one test class. Its Maven uses two
 * repositories, both of them directories: one with the kit as compiled by this build, and the artifacts that this
 * machine's Maven has downloaded before.
 */
final class Newcomer {

    private static final Path ROOT = Path.of("..", "pom.xml");
    private static final Pattern PLACEHOLDER = Pattern.compile("@([a-z.-]+)@");
    private static final Map<String, String> FILES = Map.of(
            "pom.xml", "",
            "settings.xml", "",
            "schema.sql", "src/main/resources",
            "application.properties", "src/main/resources",
            "PointsApplication.java", "src/main/java/newcomer",
            "PointsService.java", "src/main/java/newcomer",
            "PointsRacesTest.java", "src/test/java/newcomer");

    private final Path directory;
    private final Path downloaded;

    /**
     * @param directory the empty directory of the project
     * @param downloaded the local repository of this machine's Maven
     */
    Newcomer(Path directory, Path downloaded) {
        this.directory = directory;
        this.downloaded = downloaded;
    }

    /** Writes the project, and the repository with the kit. */
    void write() throws IOException {
        String root = Files.readString(ROOT);
        Map<String, String> values = new TreeMap<>(Map.of(
                "kit", directory.resolve("kit").toUri().toString(),
                "downloaded", downloaded.toUri().toString()));
        for (Map.Entry<String, String> file : FILES.entrySet()) {
            String text = filled(resource(file.getKey()), name -> values.computeIfAbsent(name, it -> value(it, root)));
            Path folder = Files.createDirectories(directory.resolve(file.getValue()));
            Files.writeString(folder.resolve(file.getKey()), text);
        }
        publish(value("version", root));
    }

    private void publish(String version) throws IOException {
        Path group = directory.resolve("kit/io/github/cacheconsistency");
        String parent = "cache-consistency-parent";
        String kit = "cache-consistency-test";
        Path parentFolder = Files.createDirectories(group.resolve(parent).resolve(version));
        Path kitFolder = Files.createDirectories(group.resolve(kit).resolve(version));
        Files.copy(ROOT, parentFolder.resolve(parent + "-" + version + ".pom"));
        Files.copy(Path.of("pom.xml"), kitFolder.resolve(kit + "-" + version + ".pom"));
        jar(Path.of("target", "classes"), kitFolder.resolve(kit + "-" + version + ".jar"));
    }

    private static void jar(Path classes, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out);
                Stream<Path> all = Files.walk(classes)) {
            for (Path each : all.filter(Files::isRegularFile).toList()) {
                jar.putNextEntry(
                        new ZipEntry(classes.relativize(each).toString().replace('\\', '/')));
                Files.copy(each, jar);
                jar.closeEntry();
            }
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream stream = Newcomer.class.getResourceAsStream("/newcomer/" + name)) {
            if (stream == null) {
                throw new IllegalStateException("No /newcomer/" + name + " on the class path");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String filled(String text, UnaryOperator<String> values) {
        return PLACEHOLDER.matcher(text).replaceAll(name -> Matcher.quoteReplacement(values.apply(name.group(1))));
    }

    /** The first element called {@code name}; all versions are in the root POM. */
    private static String value(String name, String pom) {
        Matcher element =
                Pattern.compile("<" + Pattern.quote(name) + ">([^<]+)</").matcher(pom);
        if (!element.find()) {
            throw new IllegalStateException("Expected an element <" + name + "> in " + ROOT + ", found none");
        }
        return element.group(1);
    }
}
