/** Profiles of the processor time of slices. */
@NullMarked
package io.github.cacheconsistency.benchmarks.profile;

import org.jspecify.annotations.NullMarked;
