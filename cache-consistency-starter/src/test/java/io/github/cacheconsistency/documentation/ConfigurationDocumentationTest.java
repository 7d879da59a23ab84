package io.github.cacheconsistency.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.github.cacheconsistency.CacheConsistencyListener.FillOutcome;
import io.github.cacheconsistency.CacheConsistencyListener.InvalidationOutcome;
import io.github.cacheconsistency.CacheConsistencyListener.ReadOutcome;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Checks that {@code docs/configuration.md} documents exactly the properties of the configuration metadata, with their
 * defaults.
 */
class ConfigurationDocumentationTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "configuration.md");
    private static final String PREFIX = "cache-consistency.";
    private static final String CACHES = PREFIX + "caches";
    private static final String CACHE = CACHES + ".*.";

    /** The cells of a property in its row. */
    private record Row(String defaultValue, String perCache) {}

    private final String document = read();
    private final Map<String, Row> rows = rows();
    private final Map<String, Map<String, Object>> metadata = metadata();

    ConfigurationDocumentationTest() throws IOException {}

    @Test
    void everyPropertyHasARow() {
        assertThat(rows)
                .as("properties in %s", DOCUMENT)
                .containsOnlyKeys(metadata.keySet().stream()
                        .filter(name -> !name.startsWith(CACHES))
                        .toList());
    }

    @Test
    void everyRowShowsTheDefault() {
        rows.forEach((name, row) -> assertThat(row.defaultValue())
                .as("default of %s", name)
                .isEqualTo(defaultValue(Objects.requireNonNull(metadata.get(name), name))));
    }

    @Test
    void everyRowSaysWhetherACacheMayHaveItsOwn() {
        rows.forEach((name, row) -> assertThat(row.perCache())
                .as("'Per cache' of %s", name)
                .isEqualTo(metadata.containsKey(CACHE + name.substring(PREFIX.length())) ? "yes" : "no"));
    }

    @Test
    void everyPropertyThatOnlyACacheHasIsNamed() {
        assertThat(metadata.keySet().stream()
                        .filter(name -> name.startsWith(CACHE) && !name.endsWith(".enabled"))
                        .map(name -> name.substring(CACHE.length()))
                        .filter(name -> !metadata.containsKey(PREFIX + name)))
                .isNotEmpty()
                .allSatisfy(
                        name -> assertThat(document).contains("| `cache-consistency.caches.<name>." + name + "` |"));
    }

    @Test
    void everyOutcomeIsExplained() {
        assertThat(Stream.of(ReadOutcome.values(), FillOutcome.values(), InvalidationOutcome.values())
                        .flatMap(Stream::of)
                        .map(outcome -> "`" + outcome.name().toLowerCase(Locale.ROOT) + "`"))
                .allSatisfy(outcome -> assertThat(document).contains(outcome));
    }

    private Map<String, Row> rows() {
        Map<String, Row> result = new TreeMap<>();
        document.lines()
                .filter(line -> line.matches("\\| `cache-consistency\\.[a-z.-]+` \\|.*"))
                .forEach(line -> {
                    List<String> cells = Stream.of(line.split("\\|"))
                            .map(cell -> cell.strip().replace("`", ""))
                            .toList();
                    result.put(cells.get(1), new Row(cells.get(2), cells.get(3)));
                });
        return result;
    }

    private static String defaultValue(Map<String, Object> property) {
        Object value = property.get("defaultValue");
        return value == null ? "" : value.toString().replaceAll("\\.0$", "");
    }

    private static Map<String, Map<String, Object>> metadata() throws IOException {
        String location = "/META-INF/spring-configuration-metadata.json";
        try (InputStream json = ConfigurationDocumentationTest.class.getResourceAsStream(location)) {
            List<Map<String, Object>> properties = JsonPath.read(json, "$.properties");
            Map<String, Map<String, Object>> result = new TreeMap<>();
            properties.forEach(property -> result.put((String) property.get("name"), property));
            return result;
        }
    }

    private static String read() throws IOException {
        return Files.readString(DOCUMENT);
    }
}
