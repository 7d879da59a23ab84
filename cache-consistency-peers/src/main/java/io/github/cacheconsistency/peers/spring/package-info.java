/** Spring Data Redis, as it comes. */
@NullMarked
package io.github.cacheconsistency.peers.spring;

import org.jspecify.annotations.NullMarked;
