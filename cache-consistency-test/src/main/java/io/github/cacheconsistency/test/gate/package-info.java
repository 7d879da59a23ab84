/**
 * Gates: every Redis command and every SQL statement of the beans under test passes a {@link
 * io.github.cacheconsistency.test.gate.Gate}, which may hold it, release it, or make it fail. This package does not
 * depend on races, tasks or time.
 */
@NullMarked
package io.github.cacheconsistency.test.gate;

import org.jspecify.annotations.NullMarked;
