package io.github.cacheconsistency.benchmarks.report;

import io.github.cacheconsistency.benchmarks.report.Results.SettingResult;
import java.util.List;

/** Published results for the workload {@code sessions}, as rows below our own, with their source. */
final class PublishedSessions {

    private static final List<Integer> SESSIONS = List.of(1, 10, 100, 200);

    /** The percentages of unpredictable data, by the way in which a client keeps the cache up to date. */
    private record Published(String client, List<String> shares) {}

    private static final List<Published> TABLE = List.of(
            new Published("invalidate", List.of("0", "0.5", "1.1", "1.3")),
            new Published("refresh", List.of("0", "0", "1.4", "1.8")),
            new Published("incremental update", List.of("0", "0.01", "0.2", "2.9")),
            new Published("each of them with the IQ framework", List.of("0", "0", "0", "0")));

    private static final String SOURCE = """

            *Published*: the authors' table for their IQ framework, on <http://dblab.usc.edu/users/IQ/iq-framework.html>, which this workload
            is modelled on (S. Ghandeharizadeh, J. Yap, H. Nguyen, "Strong Consistency in Cache Augmented SQL Systems", Middleware 2014,
            <https://doi.org/10.1145/2663165.2663318>). They ran the social network benchmark BG on Twemcache and counted unpredictable data; an
            action of theirs changes several rows, one of ours changes one row. So the two parts of the table show the same effect at the same
            numbers of sessions, on other machines with another application: compare which are zero, not how large the others are.
            """;

    private PublishedSessions() {}

    /** Adds the rows to the table of stale reads, if {@code settings} are the published ones. */
    static void append(StringBuilder page, List<SettingResult> settings) {
        boolean same = settings.stream().allMatch(setting -> setting.workload().equals("sessions"))
                && settings.stream().map(SettingResult::threads).toList().equals(SESSIONS);
        if (!same) {
            return;
        }
        for (Published published : TABLE) {
            page.append("| *published: ").append(published.client()).append("* | ");
            page.append(String.join(" | ", published.shares())).append(" |\n");
        }
        page.append(SOURCE);
    }
}
