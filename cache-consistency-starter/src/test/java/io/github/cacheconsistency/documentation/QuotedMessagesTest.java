package io.github.cacheconsistency.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each message that {@code docs/configuration.md} quotes is in the code, and each property that a page names exists. */
class QuotedMessagesTest {

    private static final Path REPOSITORY = Path.of("..");
    private static final Path DOCUMENT = REPOSITORY.resolve("docs").resolve("configuration.md");

    /** A variable part of a quoted message. */
    private static final String ELLIPSIS = "..";

    private static final Pattern QUOTE = Pattern.compile("`([^`]*)`");
    private static final Pattern PROPERTY = Pattern.compile("cache-consistency\\.[a-z][a-z.-]*[a-z]");

    private static final String LITERALS = literals();
    private static final String KIT_SOURCES = sources("cache-consistency-test");
    private static final String KIT = "cache-consistency.test.";

    private final List<String> metadata = metadata();

    static Stream<String> messages() throws IOException {
        return Stream.concat(quotes("## Log messages", 2), quotes("## Start-up errors", 1));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void isInTheCode(String message) {
        String pattern = Arrays.stream(message.split(Pattern.quote(ELLIPSIS), -1))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .map(Pattern::quote)
                .collect(Collectors.joining("[^\"\n]*"));

        assertThat(Pattern.compile(pattern).matcher(LITERALS).find())
                .as("a string in the main code that reads: %s", message)
                .isTrue();
    }

    @Test
    void aMessageOfNoCodeIsFound() {
        assertThat(LITERALS)
                .contains("Guarding caches needs a RedisCacheManager")
                .doesNotContain("which compares versions");
    }

    @Test
    void everyPropertyThatIsNamedExists() throws IOException {
        try (Stream<Path> files = Files.walk(REPOSITORY.resolve("docs"))) {
            List<Path> pages = Stream.concat(files, Stream.of(REPOSITORY.resolve("README.md")))
                    .filter(file -> file.toString().endsWith(".md"))
                    .toList();
            assertThat(pages)
                    .hasSizeGreaterThan(30)
                    .allSatisfy(page -> assertThat(properties(read(page)))
                            .allSatisfy(property -> assertThat(exists(property))
                                    .as("%s in %s", property, page)
                                    .isTrue()));
        }
    }

    private boolean exists(String property) {
        if (property.startsWith(KIT)) {
            // The kit has no metadata, and composes some names from a prefix and this part.
            String part = '"' + property.substring(property.lastIndexOf('.') + 1) + '"';
            return KIT_SOURCES.contains('"' + property + '"') || KIT_SOURCES.contains(part);
        }
        String name = property.replaceFirst("^(cache-consistency\\.caches)\\.[a-z]+\\.", "$1.*.");
        return metadata.stream().anyMatch(known -> known.equals(name) || known.startsWith(name + "."));
    }

    private static List<String> properties(String page) {
        return PROPERTY.matcher(page).results().map(MatchResult::group).toList();
    }

    /** What is quoted in a column of the table below {@code heading}. */
    private static Stream<String> quotes(String heading, int column) throws IOException {
        String page = Files.readString(DOCUMENT);
        int begin = page.indexOf(heading + "\n");
        int end = page.indexOf("\n## ", begin + 1);
        return page.substring(begin, end < 0 ? page.length() : end)
                .lines()
                .filter(line -> line.startsWith("| ") && line.contains("`"))
                .map(line -> line.split("\\|")[column])
                .flatMap(cell -> QUOTE.matcher(cell).results().map(match -> match.group(1)));
    }

    /** All strings of the main code, each on a line; what is put into them is {@value #ELLIPSIS}. */
    private static String literals() {
        return sources("cache-consistency-starter")
                .replaceAll("\"\\s*\\+\\s*\"", "")
                .replaceAll("\"\\s*\\+\\s*[\\w.()]+\\s*\\+\\s*\"", ELLIPSIS)
                .replaceAll("%[sd]|\\{}", ELLIPSIS);
    }

    private static List<String> metadata() {
        try (InputStream json =
                QuotedMessagesTest.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            return JsonPath.read(json, "$.properties[*].name");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sources(String module) {
        return javaFiles(REPOSITORY.resolve(module).resolve("src/main/java"))
                .map(QuotedMessagesTest::read)
                .collect(Collectors.joining("\n"));
    }

    private static Stream<Path> javaFiles(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
