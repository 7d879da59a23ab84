package io.github.cacheconsistency.peers;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The observed verdict of each scenario for each peer, in one table. It promises nothing on behalf of the peers: a
 * difference means that a peer has changed, for better or worse.
 */
final class ExpectedPeerVerdicts {

    /** One row for each scenario, one column for each of {@link Peer#values()}. */
    private static final Map<String, List<Cell>> TABLE = new TreeMap<>(Map.ofEntries(
            row("R01", "C A M F", "C A M F", "C A M F", "L", "C A M F", "C A F L", "C A M F", "C A M F", "C A F L"),
            row("R02", "M F", "M F", "M F", "F L", "M F", "F L", "M F", "M F", "F L"),
            row("R03", "F", "F", "F", "F", "F", "F", "F", "F", "F"),
            row("R04", "C A M F", "C A M F", "C A M F", "L", "C A M F", "C A F L", "C A M F", "C A M F", "C A F L"),
            row("R05", ".", ".", ".", ".", ".", ".", "-", "-", "-"),
            row("R08", "C A F", "C A F", "C A F", "L", "C A F", "C A F", "C A F", "C A F", "C A F X"),
            row(
                    "R09", "C A M F", "C A M F", "C A M F", "C A F L", "C A M F", "C A F L", "C A M F", "C A M F",
                    "C A F L"),
            row("R11", "H", "H", "H", ".", "H", ".", "H", "H", "."),
            row("R12", "C A M F", "C A M F", "C A M F", "L", "C A M F", "C A F L", "C A M F", "C A M F", "C A F L"),
            row("R13", "C F", "C F", "C F", "C F", "C F", "C F", "C F", "C F", "C F"),
            row("R14", "C A F", "C F", "C A F", "C F", "C A M F", "C A M F", "C F", "C F", "C F"),
            row("R15", "C F", "C F", "C F", "C F", "C F", "C F", "C F", "C F", "C F"),
            row(
                    "R16", "C A M F", "C A M F", "C A M F", "C A M F", "C A M F", "C A M F", "C A M F", "C A M F",
                    "C A M F"),
            row("R17", "C D", "C D", "C D", "C D", "C D", "C D", "C D", "C D", "C D"),
            row("R18", "C A M F", "C A M F", "C A M F", "L", "C A M F", "C A F L", "C A M F", "C A M F", "C A F L"),
            row("R19", ".", ".", "C A F", "L", ".", "L", ".", ".", "C A F"),
            row("R20", ".", ".", ".", "X", ".", ".", ".", ".", "L"),
            row("R21", "C A F", "C A F", "C A F", "C A F", "C A F", "C A F", "C A F", "C A F", "C A F"),
            row(
                    "R22", "C A M F", "C A M F", "C A M F", "C A M F", "C A M F", "C A M F", "C A M F", "C A M F",
                    "C A M F"),
            row("R23", "C A F", "C A F", "C A F", "L", "C A F", "C A F", "C A F", "C A F", "C A F")));

    private ExpectedPeerVerdicts() {}

    static Cell of(String scenario, Peer peer) {
        List<Cell> row = TABLE.get(scenario);
        if (row == null) {
            throw new IllegalArgumentException("ExpectedPeerVerdicts has no row for " + scenario);
        }
        return row.get(peer.ordinal());
    }

    /** Whether Redis itself expires the entries of the peer; Redisson stores expirations in its hashes. */
    static boolean hasTimeToLives(Peer peer) {
        return !peer.id().startsWith("redisson");
    }

    /** Whether the peer can clear a cache. */
    static boolean canClear(Peer peer) {
        return !peer.id().startsWith("jetcache");
    }

    private static Map.Entry<String, List<Cell>> row(String scenario, String... cells) {
        if (cells.length != Peer.values().length) {
            throw new IllegalArgumentException(
                    scenario + " needs a cell for each of " + Arrays.toString(Peer.values()));
        }
        return Map.entry(scenario, Arrays.stream(cells).map(Cell::of).toList());
    }
}
