package io.github.cacheconsistency.autoconfigure;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.jayway.jsonpath.JsonPath;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** The configuration metadata, which the build generates and editors show to users. */
class ConfigurationMetadataTests {

    private static final String CACHE = "cache-consistency.caches.*.";

    private final Map<String, Object> metadata = read();

    @Test
    void everyPropertyHasADescription() {
        assertThat(properties().values())
                .isNotEmpty()
                .allSatisfy(property -> assertThat((String) property.get("description"))
                        .as("description of %s", property.get("name"))
                        .isNotBlank()
                        .endsWith("."));
    }

    @Test
    void everyPropertyIsThere() {
        Set<String> expected = Stream.concat(
                        names("cache-consistency.", CacheConsistencyProperties.class),
                        names(CACHE, CacheConsistencyProperties.Cache.class))
                .collect(Collectors.toSet());
        assertThat(properties()).containsOnlyKeys(expected);
    }

    @Test
    void everyDefaultIsShown() {
        assertThat(properties().values()).allSatisfy(property -> {
            String name = String.valueOf(property.get("name"));
            boolean optional = name.startsWith("cache-consistency.caches")
                    || Set.of(
                                    "time-to-live",
                                    "version-property",
                                    "transaction-manager",
                                    "redis.connection-factory",
                                    "unguarded-cache-managers")
                            .contains(name.substring("cache-consistency.".length()));
            assertThat(property.containsKey("defaultValue"))
                    .as("default of %s", name)
                    .isEqualTo(!optional);
        });
    }

    @Test
    void strategiesAreSuggestedWithoutForbiddingOthers() {
        for (String name : List.of("cache-consistency.strategy", CACHE + "strategy")) {
            Map<String, Object> hint = requireNonNull(byName("hints").get(name));
            assertThat(list(hint, "values"))
                    .as(name)
                    .extracting(value -> value.get("value"))
                    .containsExactly(
                            "lease", "row-lock-lease", "versioned-write", "delayed-double-delete", "cache-aside");
            assertThat(list(hint, "providers"))
                    .extracting(provider -> provider.get("name"))
                    .containsExactly("any");
        }
    }

    @Test
    void noPropertyOfACacheIsTakenForAnUnknownOne() {
        Map<String, Object> values = names("cache-consistency.caches.points.", CacheConsistencyProperties.Cache.class)
                .collect(Collectors.toMap(name -> name, name -> "any"));
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", values));
        assertThatCode(() -> new UnknownCacheProperties(environment, name -> false).rejectAny())
                .doesNotThrowAnyException();
    }

    private static Stream<String> names(String prefix, Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .flatMap(component -> component.getType().isRecord()
                        ? names(prefix + name(component, type) + ".", component.getType())
                        : Stream.of(prefix + name(component, type)));
    }

    private static String name(RecordComponent component, Class<?> type) {
        return Arrays.stream(type.getDeclaredConstructors()[0].getParameters())
                .filter(parameter -> parameter.getName().equals(component.getName()))
                .map(parameter -> parameter.getAnnotation(Name.class))
                .filter(Objects::nonNull)
                .map(Name::value)
                .findFirst()
                .orElse(component.getName().replaceAll("([A-Z])", "-$1").toLowerCase());
    }

    private Map<String, Map<String, Object>> properties() {
        return byName("properties");
    }

    private Map<String, Map<String, Object>> byName(String section) {
        return list(metadata, section).stream()
                .collect(Collectors.toMap(entry -> (String) entry.get("name"), entry -> entry));
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> list(Map<String, Object> parent, String name) {
        return (List<Map<String, Object>>) requireNonNull(parent.get(name), name);
    }

    private static Map<String, Object> read() {
        String location = "/META-INF/spring-configuration-metadata.json";
        try (InputStream json = CacheConsistencyProperties.class.getResourceAsStream(location)) {
            return JsonPath.read(json, "$");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
