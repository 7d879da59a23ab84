/**
 * One service on one table, with caches of other projects: subjects of the race kit and of the benchmarks.
 * {@link io.github.cacheconsistency.peers.Peer} lists them.
 */
@NullMarked
package io.github.cacheconsistency.peers;

import org.jspecify.annotations.NullMarked;
