/**
 * What a run of races showed, for people and for programs: {@code index.html}, with the matrix of verdicts and each
 * counterexample as a sequence diagram, and {@code verdicts.json} beside it.
 */
@NullMarked
package io.github.cacheconsistency.test.report;

import org.jspecify.annotations.NullMarked;
