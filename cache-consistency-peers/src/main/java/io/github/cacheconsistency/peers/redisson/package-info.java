/** Redisson's Spring cache. */
@NullMarked
package io.github.cacheconsistency.peers.redisson;

import org.jspecify.annotations.NullMarked;
