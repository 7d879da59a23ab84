/**
 * The read path that all strategies share, for one key and for several: the lookup, waiting for another reader's load, the
 * load, and the fill.
 */
@NullMarked
package io.github.cacheconsistency.internal.read;

import org.jspecify.annotations.NullMarked;
