/** The results of a run, as JSON and as documentation pages. */
@NullMarked
package io.github.cacheconsistency.benchmarks.report;

import org.jspecify.annotations.NullMarked;
