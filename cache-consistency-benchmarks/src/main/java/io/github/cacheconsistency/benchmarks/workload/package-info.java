/** The workloads. */
@NullMarked
package io.github.cacheconsistency.benchmarks.workload;

import org.jspecify.annotations.NullMarked;
