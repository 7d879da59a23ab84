/** SQL support that row locks and the outbox share. */
@NullMarked
package io.github.cacheconsistency.internal.jdbc;

import org.jspecify.annotations.NullMarked;
