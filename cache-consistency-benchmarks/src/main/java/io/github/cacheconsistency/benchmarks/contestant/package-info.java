/** The contestants: the library, its peers, and the raw client, which is the upper limit. */
@NullMarked
package io.github.cacheconsistency.benchmarks.contestant;

import org.jspecify.annotations.NullMarked;
