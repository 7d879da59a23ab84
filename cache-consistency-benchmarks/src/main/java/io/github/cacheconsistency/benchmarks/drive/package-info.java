/** How it is measured: threads, slices of time, rounds. */
@NullMarked
package io.github.cacheconsistency.benchmarks.drive;

import org.jspecify.annotations.NullMarked;
