/** The measurement: threads, slices of time, rounds. */
@NullMarked
package io.github.cacheconsistency.benchmarks.drive;

import org.jspecify.annotations.NullMarked;
