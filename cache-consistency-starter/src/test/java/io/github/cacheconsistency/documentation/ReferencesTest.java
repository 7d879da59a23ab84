package io.github.cacheconsistency.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Checks that references in code, scripts and pages resolve: files, sections, guards, decisions, races, and the targets
 * of links. A reference to a section is the path of the page and the heading in quotes, or the number of a guard;
 * several are joined by a comma or "and".
 */
class ReferencesTest {

    private static final String[] SOURCES = {
        ".java", ".lua", ".sql", ".xml", ".yml", ".yaml", ".properties", ".py", ".md"
    };

    /** A path below {@code docs}, and the sections after it. */
    private static final Pattern REFERENCE = Pattern.compile(
            "(?<![\\w/.-])(?:\\.\\./)*(docs/[\\w./-]*\\w)((?:(?:,| and) (?:\"[^\"]{1,80}\"|G\\d+\\b))*)");

    private static final Pattern SECTION = Pattern.compile("\"([^\"]+)\"|G\\d+");
    private static final Pattern GUARD = Pattern.compile("\\bG\\d{1,2}\\b");
    private static final Pattern DECISION = Pattern.compile("\\bADRs? (\\d{1,4})\\b");
    private static final Pattern RACE = Pattern.compile("\\bR\\d\\d\\b");
    private static final Pattern RACE_DEFINITION = Pattern.compile("(?m)^(?:\\*\\*|#+ )(R\\d\\d)\\b");
    private static final Pattern PAGE = Pattern.compile("(?<![\\w/.-])[\\w-]+\\.md\\b");

    /** References to a page or a guard in a form that this test cannot resolve. */
    private static final Pattern VAGUE =
            Pattern.compile("\\(protocols, |\\b[Gg]uards? \\d|\\.md`?,? (?:§|section \\d)|\\bsection \\d");

    private static final Path PROTOCOLS = Path.of("docs", "protocols.md");
    private static final Path DECISIONS = Path.of("docs", "adr");

    @Test
    void everyDocumentThatIsNamedExists() {
        assertThat(references())
                .isNotEmpty()
                .filteredOn(reference -> !reference.isThere())
                .as("references to files that do not exist")
                .isEmpty();
    }

    @Test
    void everySectionThatIsNamedExists() {
        assertThat(references().stream().filter(Reference::isThere).filter(Reference::hasSections))
                .isNotEmpty()
                .filteredOn(reference -> !reference.missingSections().isEmpty())
                .as("references to sections that do not exist")
                .isEmpty();
    }

    @Test
    void everyGuardThatIsNamedExists() {
        List<String> headings = MarkdownPage.read(PROTOCOLS).headings();
        Set<String> guards = headings.stream()
                .map(heading -> heading.split(" ", 2)[0])
                .filter(GUARD.asMatchPredicate())
                .collect(Collectors.toSet());
        assertThat(mentions(GUARD, ".java", ".lua", ".md"))
                .isNotEmpty()
                .filteredOn(mention -> !guards.contains(mention.text()))
                .as("guards that %s does not have", PROTOCOLS)
                .isEmpty();
    }

    @Test
    void everyDecisionThatIsNamedExists() {
        Set<String> decisions = Repository.files(".md")
                .filter(file -> file.startsWith(DECISIONS))
                .map(file -> file.getFileName().toString().split("-", 2)[0])
                .collect(Collectors.toSet());
        assertThat(mentions(DECISION, SOURCES))
                .isNotEmpty()
                .filteredOn(mention -> !decisions.contains("%04d".formatted(Integer.valueOf(mention.text()))))
                .as("decisions that are not in %s", DECISIONS)
                .isEmpty();
    }

    @Test
    void everyRaceThatAPageNamesIsDescribed() {
        Set<String> races = Repository.pages()
                .flatMap(page -> page.find(RACE_DEFINITION).stream())
                .map(match -> match.group(1))
                .collect(Collectors.toSet());
        assertThat(mentions(RACE, ".md"))
                .isNotEmpty()
                .filteredOn(mention -> !races.contains(mention.text()))
                .as("races that no page describes")
                .isEmpty();
    }

    @Test
    void everyPageThatCodeNamesExists() {
        Set<String> pages = Repository.files(".md")
                .map(file -> file.getFileName().toString())
                .collect(Collectors.toSet());
        assertThat(mentions(PAGE, ".java", ".lua"))
                .isNotEmpty()
                .filteredOn(mention -> !pages.contains(mention.text()))
                .as("pages that are not in the repository")
                .isEmpty();
    }

    @Test
    void everyReferenceNamesWhatItMeans() {
        assertThat(mentions(VAGUE, ".java", ".lua", ".md"))
                .as("references without the path of a page and a heading or a guard like G1")
                .isEmpty();
    }

    @Test
    void everyRelativeLinkLeadsSomewhere() {
        assertThat(Repository.pages()
                        .flatMap(page -> page.links().stream().map(target -> new Link(page, target)))
                        .filter(Link::isRelative))
                .isNotEmpty()
                .filteredOn(link -> !link.isThere())
                .as("broken links")
                .isEmpty();
    }

    private static List<Reference> references() {
        return Repository.files(SOURCES)
                .filter(file -> !isThisTest(file))
                .flatMap(file -> REFERENCE
                        .matcher(Repository.flattened(file))
                        .results()
                        .map(match -> new Reference(file, Path.of(match.group(1)), match.group(2))))
                .toList();
    }

    /** Returns all matches in the given files; if the pattern has a group, the text of that group. */
    private static List<Mention> mentions(Pattern pattern, String... extensions) {
        return Repository.files(extensions)
                .filter(file -> !isThisTest(file))
                .flatMap(file -> pattern.matcher(Repository.flattened(file))
                        .results()
                        .map(match -> new Mention(file, match.groupCount() == 0 ? match.group() : match.group(1))))
                .toList();
    }

    private static boolean isThisTest(Path file) {
        return file.endsWith(ReferencesTest.class.getSimpleName() + ".java");
    }

    /** A mention of something in a file. */
    private record Mention(Path file, String text) {}

    /**
     * A reference to a page.
     *
     * @param sections the sections as written after the path
     */
    private record Reference(Path from, Path to, String sections) {

        /** A decision may be referenced by its number only. */
        boolean isThere() {
            Path folder = Objects.requireNonNull(to.getParent(), "every path begins with docs");
            return Repository.exists(to)
                    || folder.equals(DECISIONS)
                            && Repository.files(".md")
                                    .anyMatch(file -> folder.equals(file.getParent())
                                            && file.getFileName().toString().startsWith(to.getFileName() + "-"));
        }

        boolean hasSections() {
            return !sections.isEmpty();
        }

        List<String> missingSections() {
            MarkdownPage page = MarkdownPage.read(to);
            return SECTION.matcher(sections)
                    .results()
                    .filter(match -> match.group(1) == null
                            ? page.headings().stream().noneMatch(heading -> heading.startsWith(match.group() + " "))
                            : !page.hasSection(match.group(1)))
                    .map(match -> match.group())
                    .toList();
        }

        @Override
        public String toString() {
            return from + " -> " + to + sections;
        }
    }

    private record Link(MarkdownPage page, String target) {

        boolean isRelative() {
            return Stream.of("http:", "https:", "mailto:").noneMatch(target::startsWith);
        }

        boolean isThere() {
            String[] parts = target.split("#", 2);
            Path to = parts[0].isEmpty()
                    ? page.file()
                    : page.file().resolveSibling(parts[0]).normalize();
            return Repository.exists(to)
                    && (parts.length == 1 || MarkdownPage.read(to).anchors().contains(parts[1]));
        }

        @Override
        public String toString() {
            return page.file() + " -> " + target;
        }
    }
}
