/** The servers that everything is measured on, delays on the way to them, and what they count. */
@NullMarked
package io.github.cacheconsistency.benchmarks.server;

import org.jspecify.annotations.NullMarked;
