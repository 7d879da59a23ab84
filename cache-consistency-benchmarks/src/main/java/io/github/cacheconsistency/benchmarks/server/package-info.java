/** The servers for all measurements, added latency, and the counters of the servers. */
@NullMarked
package io.github.cacheconsistency.benchmarks.server;

import org.jspecify.annotations.NullMarked;
