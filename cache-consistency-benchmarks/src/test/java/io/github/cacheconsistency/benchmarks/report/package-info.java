@NullMarked
package io.github.cacheconsistency.benchmarks.report;

import org.jspecify.annotations.NullMarked;
