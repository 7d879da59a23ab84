package io.github.cacheconsistency.test.report;

import io.github.cacheconsistency.test.report.Race.Subject;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** The names of subjects in the report: with their package if tests of two packages use the same name. */
final class SubjectNames {

    private final Map<String, Long> packages;

    SubjectNames(Collection<Subject> subjects) {
        this.packages =
                subjects.stream().distinct().collect(Collectors.groupingBy(Subject::name, Collectors.counting()));
    }

    String of(Subject subject) {
        return packages.getOrDefault(subject.name(), 1L) == 1
                ? subject.name()
                : "%s in %s".formatted(subject.name(), subject.packageName());
    }
}
