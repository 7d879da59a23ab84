/**
 * Notices that Redis was restarted or failed over, and removes what it may have brought back (docs/protocols.md, "Redis
 * failover and restart"). Implementation, not API.
 */
@NullMarked
package io.github.cacheconsistency.redis.failover;

import org.jspecify.annotations.NullMarked;
