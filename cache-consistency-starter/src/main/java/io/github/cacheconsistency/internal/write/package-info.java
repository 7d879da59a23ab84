/**
 * The write path that all strategies share: ties writes to the caller's transaction, invalidates before and after its
 * commit, and retries what Redis did not take.
 */
@NullMarked
package io.github.cacheconsistency.internal.write;

import org.jspecify.annotations.NullMarked;
