package io.github.cacheconsistency.test.report;

import io.github.cacheconsistency.test.oracle.Property;
import io.github.cacheconsistency.test.report.Race.Subject;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The findings of one or more runs. Keeps one verdict and at most one picture for each property of a race, so that its
 * size does not depend on the number of schedules. Thread-safe.
 */
final class Collected {

    private final Map<Key, Finding> findings = new HashMap<>();
    private final Map<Race, NotJudged> notJudged = new LinkedHashMap<>();
    private final Map<SectionKey, String> stories = new TreeMap<>();
    private final Map<Subject, List<String>> servers = new HashMap<>();

    private record Key(Race race, Orders orders, Property property) {

        static Key of(Finding finding) {
            return new Key(
                    Race.of(finding),
                    finding.verdict().orders(),
                    finding.verdict().property());
        }
    }

    synchronized void put(Finding finding) {
        findings.merge(
                Key.of(finding),
                finding,
                // An unexpected verdict is not replaced by a later expected one.
                (before, now) ->
                        before.verdict().isUnexpected() && !now.verdict().isUnexpected() ? before : now);
    }

    synchronized void put(String packageName, NotJudged race) {
        notJudged.put(Race.of(packageName, race), race);
    }

    synchronized void describe(SectionKey key, String story) {
        stories.put(key, story);
    }

    synchronized void ranOn(Subject subject, List<String> versions) {
        servers.put(subject, List.copyOf(versions));
    }

    synchronized Fragment fragment(Instant now) {
        return new Fragment(
                now,
                List.copyOf(findings.values()),
                new LinkedHashMap<>(notJudged),
                new TreeMap<>(stories),
                new HashMap<>(servers));
    }

    /** All fragments of a build as one report; a race that was run again has the verdicts of its last run only. */
    static Findings report(Collection<Fragment> fragments) {
        Collected all = new Collected();
        fragments.stream().sorted(Comparator.comparing(Fragment::written)).forEach(all::replaceBy);
        return all.findings();
    }

    private void replaceBy(Fragment later) {
        Set<Race> again = later.races();
        findings.values().removeIf(finding -> again.contains(Race.of(finding)));
        notJudged.keySet().removeAll(again);
        later.findings().forEach(this::put);
        notJudged.putAll(later.notJudged());
        stories.putAll(later.stories());
        servers.putAll(later.servers());
    }

    /** The findings in the order of the report, with unambiguous names of subjects. */
    synchronized Findings findings() {
        Set<Subject> subjects = new HashSet<>();
        findings.values().forEach(finding -> subjects.add(Race.of(finding).of()));
        notJudged.keySet().forEach(race -> subjects.add(race.of()));
        SubjectNames names = new SubjectNames(subjects);
        Map<String, List<String>> ranOn = new TreeMap<>();
        servers.forEach((subject, versions) -> ranOn.put(names.of(subject), versions));
        return new Findings(
                findings.values().stream()
                        .map(finding ->
                                finding.withSubject(names.of(Race.of(finding).of())))
                        .sorted(Finding.ORDER)
                        .toList(),
                notJudged.entrySet().stream()
                        .map(race -> race.getValue()
                                .withSubject(names.of(race.getKey().of())))
                        .sorted(Comparator.comparing(NotJudged::scenario)
                                .thenComparing(NotJudged::strategy)
                                .thenComparing(NotJudged::subject))
                        .toList(),
                new TreeMap<>(stories),
                ranOn);
    }
}
