/** Coalesces reads of several threads into one command. */
@NullMarked
package io.github.cacheconsistency.internal.coalescing;

import org.jspecify.annotations.NullMarked;
