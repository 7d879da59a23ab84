/**
 * The report of a run of races: {@code index.html}, with the matrix of verdicts and a sequence diagram of each
 * counterexample, and {@code verdicts.json} for programs.
 */
@NullMarked
package io.github.cacheconsistency.test.report;

import org.jspecify.annotations.NullMarked;
