package io.github.cacheconsistency.benchmarks.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Why targets are missed, and what was tried against it. A heading of the second level is the name of a target;
 * consecutive headings share the text below.
 */
final class Causes {

    private static final String HEADING = "## ";

    private final Map<String, String> texts;

    private Causes(Map<String, String> texts) {
        this.texts = texts;
    }

    /** Reads {@code causes.md}. */
    static Causes written() {
        return parse(Texts.read("causes.md"));
    }

    static Causes parse(String markdown) {
        Map<String, String> texts = new LinkedHashMap<>();
        List<String> names = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        // The text before the first heading is a note to authors.
        for (String line :
                markdown.lines().dropWhile(first -> !first.startsWith(HEADING)).toList()) {
            if (line.startsWith(HEADING)) {
                if (!text.toString().isBlank()) {
                    names.forEach(name -> texts.put(name, text.toString().strip()));
                    names.clear();
                    text.setLength(0);
                }
                names.add(line.substring(HEADING.length()).strip());
            } else {
                text.append(line).append('\n');
            }
        }
        names.forEach(name -> texts.put(name, text.toString().strip()));
        return new Causes(texts);
    }

    /** Returns the text about a target; {@code null} if there is none. */
    @Nullable
    String of(Target target) {
        String text = texts.get(target.name());
        return text == null || text.isBlank() ? null : text;
    }

    /** Returns the targets that have a text. */
    Set<String> names() {
        return texts.keySet();
    }
}
