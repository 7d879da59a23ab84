@NullMarked
package io.github.cacheconsistency.benchmarks;

import org.jspecify.annotations.NullMarked;
