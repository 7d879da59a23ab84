/**
 * What a Redis key holds, byte for byte, and the commands and scripts that change it (docs/protocols.md, "Key states in
 * Redis"), on Spring Data Redis. Everything here touches single keys, so it runs on Redis Cluster too.
 */
@NullMarked
package io.github.cacheconsistency.redis;

import org.jspecify.annotations.NullMarked;
