package io.github.cacheconsistency.documentation;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of the repository, without the output of builds. */
final class Repository {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final List<Path> FILES = find();
    private static final Map<Path, String> FLATTENED = new ConcurrentHashMap<>();
    private static final Pattern COMMENT_GOES_ON = Pattern.compile("\\R\\s*(?:\\*(?!/)|//|--|#)[ \\t]?");
    private static final Pattern STRING_GOES_ON = Pattern.compile("\"\\s*\\+\\s*\"");

    private Repository() {}

    /** Returns the files whose names end with one of {@code extensions}, relative to the root. */
    static Stream<Path> files(String... extensions) {
        return FILES.stream().filter(file -> Stream.of(extensions).anyMatch(file.toString()::endsWith));
    }

    /** Returns all Markdown files, except templates of generated pages. */
    static Stream<MarkdownPage> pages() {
        return files(".md")
                .filter(file -> !file.toString().contains("src" + File.separator))
                .map(MarkdownPage::read);
    }

    static boolean exists(Path file) {
        return Files.exists(ROOT.resolve(file));
    }

    static String read(Path file) {
        try {
            return Files.readString(ROOT.resolve(file));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Returns the text of a source file, with comments and strings that span several lines joined. */
    static String flattened(Path file) {
        return FLATTENED.computeIfAbsent(file, Repository::flatten);
    }

    private static String flatten(Path file) {
        String joined = STRING_GOES_ON.matcher(read(file)).replaceAll("");
        return COMMENT_GOES_ON.matcher(joined).replaceAll(" ").replace("\\\"", "\"");
    }

    private static List<Path> find() {
        List<Path> found = new ArrayList<>();
        try {
            Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                    String name = directory.getFileName().toString();
                    boolean left = name.equals("target") || name.startsWith(".") && !directory.equals(ROOT);
                    return left ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    found.add(ROOT.relativize(file));
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return List.copyOf(found);
    }
}
