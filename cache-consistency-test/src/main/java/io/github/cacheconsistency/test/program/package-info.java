/**
 * The service under test as a program whose interleavings can be explored: its reads, its writes and fault injections
 * are tasks on real servers; each schedule starts from the same state and is judged at its end.
 */
@NullMarked
package io.github.cacheconsistency.test.program;

import org.jspecify.annotations.NullMarked;
