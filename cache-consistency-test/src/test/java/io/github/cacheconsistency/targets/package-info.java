/** What the race kit is measured by: each target is measured by a test, and one run prints them all as a table. */
@NullMarked
package io.github.cacheconsistency.targets;

import org.jspecify.annotations.NullMarked;
