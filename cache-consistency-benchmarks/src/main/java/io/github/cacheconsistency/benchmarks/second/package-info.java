/** Contestants in a second JVM, for effects that require another process. */
@NullMarked
package io.github.cacheconsistency.benchmarks.second;

import org.jspecify.annotations.NullMarked;
