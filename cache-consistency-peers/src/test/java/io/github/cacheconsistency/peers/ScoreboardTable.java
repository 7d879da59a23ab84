package io.github.cacheconsistency.peers;

import io.github.cacheconsistency.test.scenario.ExpectedVerdicts;
import io.github.cacheconsistency.test.scenario.Scenario;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The scoreboard in Markdown: peers, then the strategies of the library with the verdicts that the tests of the kit
 * verify.
 */
final class ScoreboardTable {

    private static final List<String> STRATEGIES = ExpectedVerdicts.strategies().stream()
            .filter(strategy -> !strategy.equals(ExpectedVerdicts.UNGUARDED))
            .toList();

    private ScoreboardTable() {}

    /**
     * Returns the table.
     *
     * @param cells the cell of a scenario and a peer, or {@code null} if there is none
     * @throws IllegalStateException if a cell is missing
     */
    static String of(BiFunction<String, Peer, @Nullable Cell> cells) {
        List<String> peers = Arrays.stream(Peer.values()).map(Peer::id).toList();
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(line("", Stream.concat(peers.stream(), STRATEGIES.stream()).map(name -> "`" + name + "`")));
        lines.add("|---".repeat(1 + peers.size() + STRATEGIES.size()) + "|");
        for (Scenario scenario : PeerScenarios.all()) {
            String id = scenario.id();
            Stream<String> ofPeers = Arrays.stream(Peer.values()).map(peer -> text(id, peer, cells.apply(id, peer)));
            lines.add(line(id, Stream.concat(ofPeers, STRATEGIES.stream().map(name -> text(id, name)))));
            ExpectedVerdicts.safeguardAgainst(id).ifPresent(safeguard -> {
                Stream<String> none = peers.stream().map(peer -> "");
                Stream<String> mended = STRATEGIES.stream()
                        .map(name -> Cell.broken(ExpectedVerdicts.broken(id, name, Set.of(safeguard))
                                        .orElseThrow())
                                .toString());
                lines.add(line(id + " with " + safeguard, Stream.concat(none, mended)));
            });
        }
        return String.join("\n", lines) + "\n\n" + PeerVersions.describe() + "\n";
    }

    private static String text(String scenario, Peer peer, @Nullable Cell cell) {
        if (cell == null) {
            throw new IllegalStateException("The run has no verdict of " + scenario + " on " + peer.id()
                    + ": run all tests of the module to write the scoreboard.");
        }
        return cell.toString();
    }

    /** R11 is not in the expected verdicts, because the scenario itself asserts one load for every strategy. */
    private static String text(String scenario, String strategy) {
        return ExpectedVerdicts.broken(scenario, strategy, Set.of())
                .map(Cell::broken)
                .map(Cell::toString)
                .orElse(".");
    }

    private static String line(String head, Stream<String> cells) {
        return "| " + head + " | " + String.join(" | ", cells.toList()) + " |";
    }
}
