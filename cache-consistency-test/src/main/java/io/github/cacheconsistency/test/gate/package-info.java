/**
 * Gates: every Redis command and every SQL statement of the beans under test passes through a {@link
 * io.github.cacheconsistency.test.gate.Gate}, which may hold it, let it go, or make it fail. Nothing here knows about
 * races, tasks or time.
 */
@NullMarked
package io.github.cacheconsistency.test.gate;

import org.jspecify.annotations.NullMarked;
