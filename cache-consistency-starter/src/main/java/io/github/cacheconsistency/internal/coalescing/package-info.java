/** Reads of several threads that share a command. */
@NullMarked
package io.github.cacheconsistency.internal.coalescing;

import org.jspecify.annotations.NullMarked;
