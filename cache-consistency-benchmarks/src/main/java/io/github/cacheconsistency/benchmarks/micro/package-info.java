/** The cost of single operations, measured by JMH. */
@NullMarked
package io.github.cacheconsistency.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
