/**
 * The API: the types that application code uses. The programmatic cache, the properties that a strategy can promise, the
 * listener, and the exceptions.
 */
@NullMarked
package io.github.cacheconsistency;

import org.jspecify.annotations.NullMarked;
