/** The cost of single operations, by JMH. */
@NullMarked
package io.github.cacheconsistency.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
