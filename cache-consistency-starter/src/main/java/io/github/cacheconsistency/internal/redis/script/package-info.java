/**
 * The Lua scripts, and the ways to send them to Redis: one by one, pipelined, or on a connection that waits for replicas. The
 * scripts are the {@code .lua} resources of this package.
 */
@NullMarked
package io.github.cacheconsistency.internal.redis.script;

import org.jspecify.annotations.NullMarked;
