/**
 * What a Redis key holds, byte for byte, and the operations of the strategies on it (docs/protocols.md, "Key states in
 * Redis"), on Spring Data Redis. Everything here touches single keys, so it runs on Redis Cluster too.
 */
@NullMarked
package io.github.cacheconsistency.internal.redis;

import org.jspecify.annotations.NullMarked;
