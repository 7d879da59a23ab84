/** The race kit's scenarios on every peer, and the scoreboard. */
@NullMarked
package io.github.cacheconsistency.peers;

import org.jspecify.annotations.NullMarked;
