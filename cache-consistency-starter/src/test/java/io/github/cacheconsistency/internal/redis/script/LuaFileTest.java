package io.github.cacheconsistency.internal.redis.script;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;

class LuaFileTest {

    private static final String FRAGMENTS = "fragments/";

    @Test
    void aFragmentStandsBeforeTheScriptThatRequiresIt() {
        assertThat(LuaFile.read("set.lua")).isEqualTo(code("fragments/key-index.lua") + code("set.lua"));
    }

    @Test
    void severalFragmentsKeepTheOrderInWhichTheyAreRequired() {
        assertThat(LuaFile.read("invalidate.lua"))
                .isEqualTo(code("fragments/key-index.lua")
                        + code("fragments/invalidate-key.lua")
                        + code("invalidate.lua"));
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatIllegalStateException()
                .isThrownBy(() -> LuaFile.read("missing.lua"))
                .withMessageContaining("io/github/cacheconsistency/internal/redis/script/missing.lua");
    }

    @Test
    void everyScriptSaysWhatItTakesAndReturns() throws IOException {
        assertThat(files())
                .filteredOn(name -> !name.startsWith(FRAGMENTS))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(content(name))
                        .as(name)
                        .contains("-- KEYS", "-- Result")
                        .matches(lua -> lua.contains("-- ARGV") == lua.contains(" ARGV["), "names ARGV if it uses it"));
    }

    @Test
    void everyFileNamesItsSpecification() throws IOException {
        assertThat(files())
                .isNotEmpty()
                .allSatisfy(name -> assertThat(content(name)).as(name).contains("-- See docs/protocols.md, \""));
    }

    @Test
    void everyFragmentIsRequiredByAScript() throws IOException {
        List<String> files = files();
        assertThat(files)
                .filteredOn(name -> name.startsWith(FRAGMENTS))
                .isNotEmpty()
                .allSatisfy(fragment -> assertThat(files)
                        .as(fragment)
                        .anyMatch(name -> content(name).contains("-- Requires: " + fragment + "\n")));
    }

    /** Returns the files by the names that scripts use for them. */
    private static List<String> files() throws IOException {
        Path folder = new ClassPathResource("fill.lua", LuaFile.class)
                .getFile()
                .toPath()
                .getParent();
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".lua"))
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }

    private static String code(String name) {
        return content(name)
                .lines()
                .filter(line -> !line.isBlank() && !line.strip().startsWith("--"))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    private static String content(String name) {
        try {
            return new ClassPathResource(name, LuaFile.class).getContentAsString(UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
