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
 * @param file relative to the root of the repository
 * @param text all of it
 * @param headings as a reader sees them, without the marks of code and links
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

    /** Whether a heading is {@code title}. */
    boolean hasSection(String title) {
        return headings.stream().anyMatch(title::equalsIgnoreCase);
    }

    /** What can stand behind the {@code #} of a link to this page, as GitHub and others make it from the headings. */
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

    /** Where its links lead, in the order of the text. */
    List<String> links() {
        return LINK.matcher(CODE.matcher(prose()).replaceAll("code"))
                .results()
                .map(match -> match.group(2))
                .toList();
    }

    /** What stands in {@code `code marks`} within the text. */
    List<String> code() {
        return CODE.matcher(prose()).results().map(match -> match.group(1)).toList();
    }

    /** All matches of {@code pattern}, in examples too. */
    List<MatchResult> find(Pattern pattern) {
        return pattern.matcher(text).results().toList();
    }

    /** Without examples, and in one line, since marks may go over the end of one. */
    private String prose() {
        return withoutFences(text).replaceAll("\\s+", " ");
    }

    private static String withoutFences(String text) {
        return FENCED.matcher(text).replaceAll("");
    }
}
