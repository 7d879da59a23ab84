package io.github.cacheconsistency.peers;

/**
 * What one scenario showed of one peer.
 *
 * @param scenario its number
 * @param expected what {@link ExpectedPeerVerdicts} says
 * @param seen what was seen
 * @param variants how many variants were judged
 */
record PeerVerdict(String scenario, Peer peer, Cell expected, Cell seen, int variants) {}
