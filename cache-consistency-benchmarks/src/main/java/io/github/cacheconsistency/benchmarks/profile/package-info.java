/** Where a slice's processor time goes. */
@NullMarked
package io.github.cacheconsistency.benchmarks.profile;

import org.jspecify.annotations.NullMarked;
