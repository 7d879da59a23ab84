package io.github.cacheconsistency.test.report;

import io.github.cacheconsistency.test.oracle.Property;
import io.github.cacheconsistency.test.report.ReportSection.Counterexample;
import io.github.cacheconsistency.test.report.SequenceEvent.Offence;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The schedules that broke properties; verdicts with the same counterexample share one picture. */
final class Counterexamples {

    private final Map<Key, List<Finding>> findings = new LinkedHashMap<>();
    private final Map<Key, String> anchors = new LinkedHashMap<>();

    /** Identifies a schedule: replay ids are unique within a scenario, strategy and subject. */
    private record Key(SectionKey section, String strategy, String subject, String replayId) {

        static Key of(VerdictRecord verdict) {
            return new Key(SectionKey.of(verdict), verdict.strategy(), verdict.subject(), verdict.replayId());
        }
    }

    private Counterexamples() {}

    static Counterexamples of(Findings all) {
        Counterexamples made = new Counterexamples();
        for (Finding finding : all.verdicts()) {
            if (finding.verdict().observed() == Observation.BROKEN) {
                Key key = Key.of(finding.verdict());
                made.anchors.putIfAbsent(key, "counterexample-" + (made.anchors.size() + 1));
                made.findings.computeIfAbsent(key, added -> new ArrayList<>()).add(finding);
            }
        }
        return made;
    }

    /** The HTML id of the counterexample of a verdict; empty if it has none. */
    String anchor(VerdictRecord verdict) {
        return verdict.observed() == Observation.BROKEN ? anchors.getOrDefault(Key.of(verdict), "") : "";
    }

    List<ReportSection> sections(Map<SectionKey, String> stories) {
        Map<SectionKey, List<Counterexample>> sections = new LinkedHashMap<>();
        findings.forEach((key, broken) -> sections.computeIfAbsent(key.section(), added -> new ArrayList<>())
                .add(counterexample(
                        key, broken, key.equals(findings.keySet().iterator().next()))));
        return sections.entrySet().stream()
                .map(section -> new ReportSection(
                        section.getKey().title(), stories.getOrDefault(section.getKey(), ""), section.getValue()))
                .toList();
    }

    private Counterexample counterexample(Key key, List<Finding> broken, boolean first) {
        Optional<Sequence> sequence = broken.stream()
                .map(Finding::counterexample)
                .flatMap(Optional::stream)
                .findFirst();
        // The first picture is open to show new users that there are pictures; unexpected ones are open as well.
        boolean open =
                first || broken.stream().anyMatch(finding -> finding.verdict().isUnexpected());
        return new Counterexample(
                anchors.getOrDefault(key, ""),
                key.strategy(),
                key.subject(),
                broken.stream().map(finding -> Badge.of(finding.verdict(), "")).toList(),
                open,
                sequence.map(Sequence::title).orElse(""),
                sequence.stream().flatMap(Counterexamples::explanations).toList(),
                key.replayId(),
                ReplayCommand.of(broken.get(0).test().selector(), key.replayId()),
                sequence.map(SequenceLayout::draw).stream().toList());
    }

    /** The first violation of each property; the picture has all of them. */
    private static Stream<Offence> explanations(Sequence sequence) {
        Set<Property> explained = EnumSet.noneOf(Property.class);
        return sequence.events().stream()
                .flatMap(event -> event instanceof Offence offence ? Stream.of(offence) : null)
                .filter(offence -> explained.add(offence.property()));
    }
}
