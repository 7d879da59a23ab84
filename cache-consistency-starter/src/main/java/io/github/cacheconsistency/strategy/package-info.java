/** The built-in strategies, one class each; {@link io.github.cacheconsistency.strategy.BuiltInStrategy} lists them. */
@NullMarked
package io.github.cacheconsistency.strategy;

import org.jspecify.annotations.NullMarked;
