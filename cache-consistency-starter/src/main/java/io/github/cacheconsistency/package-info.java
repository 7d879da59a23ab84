/**
 * Public API and service-provider interface: the programmatic cache, the strategy interface, and the properties a
 * strategy can promise. Everything a user may name in code is here; other packages are implementation.
 */
@NullMarked
package io.github.cacheconsistency;

import org.jspecify.annotations.NullMarked;
