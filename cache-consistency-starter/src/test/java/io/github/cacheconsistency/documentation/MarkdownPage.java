package io.github.cacheconsistency.documentation;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A Markdown file.
 *
 * @param file the path, relative to the root of the repository
 * @param text the whole content
 * @param headings the headings as rendered, without the marks of code and links
 */
record MarkdownPage(Path file, String text, List<String> headings) {

    private static final Pattern FENCED = Pattern.compile("(?ms)^[ \\t]*```.*?^[ \\t]*```[ \\t]*$");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6}[ \\t]+(.+?)[ \\t]*$");
    private static final Pattern LINK = Pattern.compile("\\[([^\\]]*)\\]\\(([^)\\s]+)\\)");

    static MarkdownPage read(Path file) {
        String text = Repository.read(file);
        List<String> headings = HEADING.matcher(withoutFences(text))
                .results()
                .map(match -> LINK.matcher(match.group(1)).replaceAll("$1").replace("`", ""))
                .toList();
        return new MarkdownPage(file, text, headings);
    }

    /** Returns whether the page has the heading {@code title}. */
    boolean hasSection(String title) {
        return headings.stream().anyMatch(title::equalsIgnoreCase);
    }

    /** Returns the fragments that links to this page may have, as GitHub derives them from the headings. */
    Set<String> anchors() {
        Map<String, Integer> seen = new HashMap<>();
        Set<String> anchors = new HashSet<>();
        for (String heading : headings) {
            String anchor = heading.toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                    .replace(' ', '-');
            int before = seen.merge(anchor, 1, Integer::sum) - 1;
            anchors.add(before == 0 ? anchor : anchor + "-" + before);
        }
        return anchors;
    }

    /** Returns the targets of the links, in the order of the text. */
    List<String> links() {
        return LINK.matcher(CODE.matcher(prose()).replaceAll("code"))
                .results()
                .map(match -> match.group(2))
                .toList();
    }

    /** Returns the text in {@code `code marks`}, without fenced blocks. */
    List<String> code() {
        return CODE.matcher(prose()).results().map(match -> match.group(1)).toList();
    }

    /** Returns all matches of {@code pattern}, including those in fenced blocks. */
    List<MatchResult> find(Pattern pattern) {
        return pattern.matcher(text).results().toList();
    }

    /** Returns the text without fenced blocks, as one line, because marks may span lines. */
    private String prose() {
        return withoutFences(text).replaceAll("\\s+", " ");
    }

    private static String withoutFences(String text) {
        return FENCED.matcher(text).replaceAll("");
    }
}
