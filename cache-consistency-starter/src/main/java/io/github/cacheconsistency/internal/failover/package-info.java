/**
 * Detects restarts and failovers of Redis, and removes entries that they may have brought back (docs/protocols.md, "Redis
 * failover and restart").
 */
@NullMarked
package io.github.cacheconsistency.internal.failover;

import org.jspecify.annotations.NullMarked;
