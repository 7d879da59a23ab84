/** What was measured: as JSON, and as a page of the documentation. */
@NullMarked
package io.github.cacheconsistency.benchmarks.report;

import org.jspecify.annotations.NullMarked;
