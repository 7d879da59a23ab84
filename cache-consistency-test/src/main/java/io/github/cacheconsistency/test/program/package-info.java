/**
 * The service under test as a program whose interleavings can be explored: its reads, writes and what may befall them as
 * tasks, on real servers, each schedule from the same beginning and judged at its end.
 */
@NullMarked
package io.github.cacheconsistency.test.program;

import org.jspecify.annotations.NullMarked;
