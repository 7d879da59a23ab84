/** What is measured: the library, its peers, and the limit that none of them can pass. */
@NullMarked
package io.github.cacheconsistency.benchmarks.contestant;

import org.jspecify.annotations.NullMarked;
