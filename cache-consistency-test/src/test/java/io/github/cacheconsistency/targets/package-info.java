/** The performance targets of the race kit: a test measures each target, and one run prints all of them as a table. */
@NullMarked
package io.github.cacheconsistency.targets;

import org.jspecify.annotations.NullMarked;
