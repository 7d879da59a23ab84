package io.github.cacheconsistency.peers;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What each scenario shows of each peer, as it was observed: the one place where this is written down. It promises nothing
 * on behalf of the peers; a difference means that a peer has changed, for better or worse.
 */
final class ExpectedPeerVerdicts {

    /** One row for each scenario, one column for each of {@link Peer#values()}. */
    private static final Map<String, List<Cell>> TABLE = new TreeMap<>(Map.ofEntries(
            row("R01", ".", ".", ".", ".", ".", ".", ".", ".", "."),
            row("R02", ".", ".", ".", ".", ".", ".", ".", ".", "."),
            row("R03", ".", ".", ".", ".", ".", ".", ".", ".", "."),
            row("R04", ".", ".", ".", ".", ".", ".", ".", ".", "."),
            row("R05", ".", ".", ".", ".", ".", ".", ".", ".", "."),
            row("R08", ".", ".", ".", ".", ".", ".", ".", ".", "."),
            row("R09", ".", ".", ".", ".", ".", ".", ".", ".", "."),
            row("R10", ".", ".", ".", ".", ".", ".", ".", ".", "."),
            row("R11", ".", ".", ".", ".", ".", ".", ".", ".", "."),
            row("R12", ".", ".", ".", ".", ".", ".", ".", ".", "."),
            row("R13", ".", ".", ".", ".", ".", ".", ".", ".", "."),
            row("R14", ".", ".", ".", ".", ".", ".", ".", ".", "."),
            row("R15", ".", ".", ".", ".", ".", ".", ".", ".", "."),
            row("R16", ".", ".", ".", ".", ".", ".", ".", ".", "."),
            row("R17", ".", ".", ".", ".", ".", ".", ".", ".", "."),
            row("R18", ".", ".", ".", ".", ".", ".", ".", ".", "."),
            row("R19", ".", ".", ".", ".", ".", ".", ".", ".", "."),
            row("R20", ".", ".", ".", ".", ".", ".", ".", ".", "."),
            row("R21", ".", ".", ".", ".", ".", ".", ".", ".", "."),
            row("R22", ".", ".", ".", ".", ".", ".", ".", ".", "."),
            row("R23", ".", ".", ".", ".", ".", ".", ".", ".", ".")));

    private ExpectedPeerVerdicts() {}

    static Cell of(String scenario, Peer peer) {
        List<Cell> row = TABLE.get(scenario);
        if (row == null) {
            throw new IllegalArgumentException("ExpectedPeerVerdicts has no row for " + scenario);
        }
        return row.get(peer.ordinal());
    }

    /** Whether Redis itself knows when an entry expires; Redisson keeps that inside of its hashes. */
    static boolean hasTimeToLives(Peer peer) {
        return !peer.id().startsWith("redisson");
    }

    /** Whether a cache can be cleared. */
    static boolean canClear(Peer peer) {
        return !peer.id().startsWith("jetcache");
    }

    private static Map.Entry<String, List<Cell>> row(String scenario, String... cells) {
        if (cells.length != Peer.values().length) {
            throw new IllegalArgumentException(scenario + " needs a cell for each of " + Arrays.toString(Peer.values()));
        }
        return Map.entry(scenario, Arrays.stream(cells).map(Cell::of).toList());
    }
}
