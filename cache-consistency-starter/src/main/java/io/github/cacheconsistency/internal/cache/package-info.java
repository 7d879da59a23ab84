/**
 * A guarded cache with its settings and its strategy, and the registry of all guarded caches. The other packages build on this
 * one.
 */
@NullMarked
package io.github.cacheconsistency.internal.cache;

import org.jspecify.annotations.NullMarked;
