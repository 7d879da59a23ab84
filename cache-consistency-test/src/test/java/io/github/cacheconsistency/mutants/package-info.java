/**
 * Mutation tests of the race kit: mutants of the library's code, each of which a named scenario must kill. See {@code
 * docs/evidence/mutants.md}.
 */
@NullMarked
package io.github.cacheconsistency.mutants;

import org.jspecify.annotations.NullMarked;
