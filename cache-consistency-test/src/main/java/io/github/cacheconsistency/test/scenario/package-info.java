/**
 * The race scenarios, each written down as the order of steps that makes it happen, and what each strategy is expected to
 * make of it.
 */
@NullMarked
package io.github.cacheconsistency.test.scenario;

import org.jspecify.annotations.NullMarked;
