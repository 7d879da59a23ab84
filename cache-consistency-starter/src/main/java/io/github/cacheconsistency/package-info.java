/**
 * The API: what an application names in code. The programmatic cache, the properties a strategy can promise, the listener,
 * and the exceptions.
 */
@NullMarked
package io.github.cacheconsistency;

import org.jspecify.annotations.NullMarked;
