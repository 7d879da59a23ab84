/**
 * The race scenarios, each as the order of steps that causes the race, and the expected verdicts of each strategy.
 */
@NullMarked
package io.github.cacheconsistency.test.scenario;

import org.jspecify.annotations.NullMarked;
