/** What a persistence context changes: reads from its first-level cache, and writes that wait for a flush. */
@NullMarked
package io.github.cacheconsistency.internal.jpa;

import org.jspecify.annotations.NullMarked;
