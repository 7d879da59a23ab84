/** What to measure, in which order and for how long. */
@NullMarked
package io.github.cacheconsistency.benchmarks.plan;

import org.jspecify.annotations.NullMarked;
