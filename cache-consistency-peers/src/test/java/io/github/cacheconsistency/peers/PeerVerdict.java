package io.github.cacheconsistency.peers;

/**
 * The verdict of one scenario for one peer.
 *
 * @param scenario the number of the scenario
 * @param expected the verdict in {@link ExpectedPeerVerdicts}
 * @param seen the observed verdict
 * @param variants the number of judged variants
 */
record PeerVerdict(String scenario, Peer peer, Cell expected, Cell seen, int variants) {}
