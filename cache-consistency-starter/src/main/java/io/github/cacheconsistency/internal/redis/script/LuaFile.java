package io.github.cacheconsistency.internal.redis.script;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.core.io.ClassPathResource;

/**
 * The Lua scripts that Redis runs: the {@code .lua} resources of this package. The comment at the beginning of each says what
 * it does, which keys and arguments it takes, and what it returns.
 *
 * <p>Code that several scripts need is in {@code fragments/}. A fragment defines local functions and does nothing else. A line
 * {@code -- Requires: fragments/key-index.lua} in the comment of a script puts that fragment before the script. Fragments
 * require no others. There are:
 *
 * <ul>
 *   <li>{@code key-index.lua}: {@code remember()} adds a created key to the {@link
 *       io.github.cacheconsistency.internal.redis.index.KeyIndex} of its cache
 *   <li>{@code version-of.lua}: {@code version_of()} reads the version of a value
 *   <li>{@code is-free.lua}: {@code is_free()} tells whether a key may be leased
 *   <li>{@code invalidate-key.lua}: {@code invalidate()} removes what a key holds, and may leave a tombstone
 * </ul>
 */
public final class LuaFile {

    private static final Pattern COMMENT_OR_EMPTY_LINE = Pattern.compile("(?m)^[ \\t]*(--.*)?\\R");
    private static final Pattern REQUIRES = Pattern.compile("(?m)^-- Requires: (\\S+)$");

    private LuaFile() {}

    /**
     * Returns the text of a script after the fragments that it requires. Empty lines and comments are left out, because EVAL
     * would send them each time.
     *
     * @param name such as {@code fill.lua}
     * @throws IllegalStateException if the script or one of its fragments is not on the class path
     */
    public static String read(String name) {
        String script = resource(name);
        String fragments = REQUIRES.matcher(script)
                .results()
                .map(required -> resource(required.group(1)))
                .collect(Collectors.joining());
        return COMMENT_OR_EMPTY_LINE.matcher(fragments + script).replaceAll("");
    }

    private static String resource(String name) {
        ClassPathResource resource = new ClassPathResource(name, LuaFile.class);
        try {
            return resource.getContentAsString(UTF_8);
        } catch (IOException failure) {
            throw new IllegalStateException(
                    "Expected the Lua script " + resource.getPath() + " on the class path, found none that can be read."
                            + " If the application repackages its libraries, keep the .lua files of"
                            + " cache-consistency-starter",
                    failure);
        }
    }
}
