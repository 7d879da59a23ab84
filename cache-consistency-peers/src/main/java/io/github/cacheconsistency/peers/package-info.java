/**
 * One service over one table, and caches that others wrote in front of it: subjects of the race kit and of the benchmarks.
 * {@link io.github.cacheconsistency.peers.Peer} lists them.
 */
@NullMarked
package io.github.cacheconsistency.peers;

import org.jspecify.annotations.NullMarked;
