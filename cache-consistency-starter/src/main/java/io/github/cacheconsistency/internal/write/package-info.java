/**
 * The write path that all strategies share: binds writes to the caller's transaction, invalidates before and after its commit,
 * and retries failed invalidations.
 */
@NullMarked
package io.github.cacheconsistency.internal.write;

import org.jspecify.annotations.NullMarked;
