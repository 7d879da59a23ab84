/**
 * Durable invalidations in a table of the application's own database, and their relay to Redis (docs/protocols.md, "Outbox").
 */
@NullMarked
package io.github.cacheconsistency.internal.outbox;

import org.jspecify.annotations.NullMarked;
