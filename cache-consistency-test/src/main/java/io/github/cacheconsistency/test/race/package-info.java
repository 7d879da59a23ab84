/**
 * Races: tasks on real threads whose every Redis command and SQL statement is a step, taken when the driver says so.
 * The driver is a test that forces one order, or the explorer, which tries many.
 */
@NullMarked
package io.github.cacheconsistency.test.race;

import org.jspecify.annotations.NullMarked;
