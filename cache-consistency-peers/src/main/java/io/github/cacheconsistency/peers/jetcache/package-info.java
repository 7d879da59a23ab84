/** JetCache. */
@NullMarked
package io.github.cacheconsistency.peers.jetcache;

import org.jspecify.annotations.NullMarked;
