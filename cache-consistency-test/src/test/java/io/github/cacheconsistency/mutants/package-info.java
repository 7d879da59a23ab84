/**
 * Who tests the tests: mutants of the library's own code, each of which a named scenario of the race kit must kill. See
 * {@code docs/evidence/mutants.md}.
 */
@NullMarked
package io.github.cacheconsistency.mutants;

import org.jspecify.annotations.NullMarked;
