/** The plans of runs: what is measured, in which order, and for how long. */
@NullMarked
package io.github.cacheconsistency.benchmarks.plan;

import org.jspecify.annotations.NullMarked;
