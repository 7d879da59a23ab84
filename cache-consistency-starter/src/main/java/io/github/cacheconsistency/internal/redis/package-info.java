/**
 * The byte format of Redis keys and the operations of the strategies on them (docs/protocols.md, "Key states in Redis"), built
 * on Spring Data Redis. The operations address single keys, so they also run on Redis Cluster.
 */
@NullMarked
package io.github.cacheconsistency.internal.redis;

import org.jspecify.annotations.NullMarked;
