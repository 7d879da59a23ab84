package io.github.cacheconsistency.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks that properties and messages that pages quote exist in the code. */
class QuotationsTest {

    private static final String PREFIX = "cache-consistency.";
    private static final String KIT_PREFIX = PREFIX + "test.";
    private static final Pattern PROPERTY =
            Pattern.compile("(?<![\\w./-])cache-consistency(?:\\.[a-z<*][\\w<>*-]*|\\[[^\\]]+\\])+");
    private static final Pattern OF_A_CACHE =
            Pattern.compile("^cache-consistency\\.caches(?:\\.[^.\\[]+|\\[[^\\]]+\\])\\.");
    private static final Pattern SHORT_PROPERTY = Pattern.compile("([a-z][a-z-]*)\\.[a-z][a-z.-]*");
    private static final Pattern SYSTEM_PROPERTY = Pattern.compile("(?<=\\s)-D([a-z][\\w-]*(?:\\.[\\w-]+)*)");
    private static final Pattern PLAIN_WORD = Pattern.compile("\\b[a-z]{2,}\\b");
    private static final Pattern LITERAL = Pattern.compile("\"([^\"\\\\\n]*(?:\\\\.[^\"\\\\\n]*)*)\"");
    private static final int WORDS_OF_A_MESSAGE = 3;

    /** System properties of Maven and its plugins. */
    private static final Set<String> MAVENS_OWN = Set.of(
            "test",
            "groups",
            "excludedGroups",
            "skipTests",
            "maven.repo.local",
            "spring-boot.run.arguments",
            "surefire.failIfNoSpecifiedTests");

    private final Set<String> properties = properties();
    private final String kit = sources(Path.of("cache-consistency-test", "src", "main"))
            .map(Repository::flattened)
            .collect(Collectors.joining("\n"));
    private final List<String> messages = Stream.concat(
                    sources(Path.of("cache-consistency-starter", "src", "main")),
                    sources(Path.of("cache-consistency-test", "src", "main")))
            .map(QuotationsTest::literals)
            .toList();

    /** A property of the kit counts as existing if a comment or constant of the kit contains its full name. */
    @Test
    void everyPropertyExists() {
        assertThat(quotations(page -> page.find(PROPERTY).stream().map(match -> match.group())))
                .isNotEmpty()
                .filteredOn(quotation -> !isProperty(quotation.text()))
                .as("properties that do not exist")
                .isEmpty();
    }

    @Test
    void everyPropertyThatIsNamedWithoutItsPrefixExists() {
        Set<String> groups = properties.stream()
                .map(name -> name.substring(PREFIX.length()))
                .filter(name -> name.contains("."))
                .map(name -> name.substring(0, name.indexOf('.')))
                .collect(Collectors.toSet());
        assertThat(quotations(page -> page.code().stream().map(code -> code.split("=", 2)[0])))
                .filteredOn(quotation -> {
                    var match = SHORT_PROPERTY.matcher(quotation.text());
                    return match.matches() && groups.contains(match.group(1));
                })
                .isNotEmpty()
                .filteredOn(quotation -> !isProperty(PREFIX + quotation.text()))
                .as("properties that do not exist")
                .isEmpty();
    }

    @Test
    void everySystemPropertyIsRead() {
        Predicate<String> isRead = Stream.concat(
                        Repository.files("pom.xml").map(Repository::read),
                        Repository.files(".java").map(Repository::read))
                .collect(Collectors.joining("\n"))::contains;
        assertThat(quotations(page -> page.find(SYSTEM_PROPERTY).stream().map(match -> match.group(1))))
                .isNotEmpty()
                .filteredOn(quotation -> !MAVENS_OWN.contains(quotation.text()))
                .filteredOn(quotation -> !isRead.test(quotation.text()))
                .as("system properties that neither a pom nor a class names")
                .isEmpty();
    }

    /**
     * A quotation is text in code marks that reads like a sentence; ".." stands for a variable part. Decisions are
     * excluded, because they also describe the past.
     */
    @Test
    void everyMessageIsOneOfTheCode() {
        assertThat(quotations(page -> page.code().stream().filter(QuotationsTest::isMessage)))
                .isNotEmpty()
                .filteredOn(quotation -> !quotation.file().startsWith(Path.of("docs", "adr")))
                .filteredOn(quotation -> messages.stream().noneMatch(file -> says(file, quotation.text())))
                .as("messages that the code does not have")
                .isEmpty();
    }

    /** Requires three words, and no character that only commands and code contain. */
    private static boolean isMessage(String code) {
        return PLAIN_WORD.matcher(code).results().count() >= WORDS_OF_A_MESSAGE
                && code.contains(" ")
                && Stream.of("mvn ", "--", "=", "(", "{", "<", "/", "\\").noneMatch(code::contains);
    }

    /**
     * Whether the strings of a file contain the parts of {@code message} in order. Property names are skipped, because
     * constants supply them.
     */
    private static boolean says(String literals, String message) {
        int at = 0;
        for (String part : PROPERTY.matcher(message).replaceAll("..").split("\\.\\.")) {
            String words = part.strip();
            int found = literals.indexOf(words, at);
            if (found < 0) {
                return false;
            }
            at = found + words.length();
        }
        return true;
    }

    private boolean isProperty(String quoted) {
        String name = OF_A_CACHE.matcher(quoted).replaceFirst(PREFIX + "caches.*.");
        if (name.startsWith(KIT_PREFIX)) {
            return kit.contains(name);
        }
        String group = name.replaceFirst("\\.(?:\\*|<[a-z]+>)$", "");
        return properties.contains(name) || properties.stream().anyMatch(known -> known.startsWith(group + "."));
    }

    private static List<Quotation> quotations(Function<MarkdownPage, Stream<String>> quoted) {
        return Repository.pages()
                .flatMap(page -> quoted.apply(page).map(text -> new Quotation(page.file(), text)))
                .toList();
    }

    private static Stream<Path> sources(Path folder) {
        return Repository.files(".java").filter(file -> file.startsWith(folder));
    }

    /** Returns all strings of a source file, one per line. */
    private static String literals(Path file) {
        return LITERAL.matcher(Repository.flattened(file))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.joining("\n"));
    }

    private static Set<String> properties() {
        String location = "/META-INF/spring-configuration-metadata.json";
        try (InputStream json = QuotationsTest.class.getResourceAsStream(location)) {
            return new TreeSet<>(JsonPath.<List<String>>read(json, "$.properties[*].name"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private record Quotation(Path file, String text) {}
}
