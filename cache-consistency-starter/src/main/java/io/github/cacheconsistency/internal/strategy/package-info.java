/** The built-in strategies, one class each; {@link io.github.cacheconsistency.internal.strategy.BuiltInStrategy} lists them. */
@NullMarked
package io.github.cacheconsistency.internal.strategy;

import org.jspecify.annotations.NullMarked;
