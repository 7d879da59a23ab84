package io.github.cacheconsistency.peers;

import io.github.cacheconsistency.test.oracle.Property;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * Collects the verdicts of a run. At its end they are written to {@code target/peers/verdicts.json} and, on request,
 * into the documentation. Thread-safe.
 */
final class Scoreboard implements AutoCloseable {

    private static final Path JSON = Path.of("target", "peers", "verdicts.json");

    private final boolean writesPage;
    private final List<PeerVerdict> verdicts = new ArrayList<>();

    /** A line as in the reports of the race kit; {@code cell} contains all observed marks as letters. */
    private record Line(
            String scenario,
            String strategy,
            String subject,
            Property property,
            String expected,
            String observed,
            int schedules,
            boolean exhausted,
            String replayId,
            String cell) {}

    Scoreboard(boolean writesPage) {
        this.writesPage = writesPage;
    }

    synchronized void add(PeerVerdict verdict) {
        verdicts.add(verdict);
    }

    @Override
    public synchronized void close() throws IOException {
        List<Line> lines = verdicts.stream()
                .sorted(Comparator.comparing(PeerVerdict::scenario).thenComparing(PeerVerdict::peer))
                .flatMap(verdict -> Arrays.stream(Property.values()).map(property -> line(verdict, property)))
                .toList();
        Files.createDirectories(JSON.getParent());
        Files.write(
                JSON,
                JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsBytes(lines));
        if (writesPage) {
            Map<String, Cell> seen = new TreeMap<>();
            verdicts.forEach(verdict -> seen.put(verdict.scenario() + " " + verdict.peer(), verdict.seen()));
            ScoreboardPage.FORCED.write(ScoreboardTable.of((scenario, peer) -> seen.get(scenario + " " + peer)));
        }
    }

    private static Line line(PeerVerdict verdict, Property property) {
        return new Line(
                verdict.scenario(),
                "unguarded",
                verdict.peer().id(),
                property,
                outcome(verdict.expected(), property),
                outcome(verdict.seen(), property),
                verdict.variants(),
                false,
                "",
                verdict.seen().toString());
    }

    private static String outcome(Cell cell, Property property) {
        return cell.marks().contains(Mark.broken(property)) ? "BROKEN" : "HOLDS";
    }
}
