/** Contestants in a second JVM: what only another process can show. */
@NullMarked
package io.github.cacheconsistency.benchmarks.second;

import org.jspecify.annotations.NullMarked;
