/**
 * Notices that Redis was restarted or failed over, and removes what it may have brought back (docs/protocols.md, "Redis
 * failover and restart").
 */
@NullMarked
package io.github.cacheconsistency.internal.failover;

import org.jspecify.annotations.NullMarked;
