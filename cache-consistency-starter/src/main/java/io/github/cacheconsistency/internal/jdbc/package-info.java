/** What the row locks and the outbox share about SQL. */
@NullMarked
package io.github.cacheconsistency.internal.jdbc;

import org.jspecify.annotations.NullMarked;
