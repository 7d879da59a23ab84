/**
 * Proofs that take minutes: storms, killed processes, outages. Their length is a system property; the build runs short
 * ones, its profile {@code endurance} those that {@code docs/evidence/endurance.md} reports.
 */
@NullMarked
package io.github.cacheconsistency.endurance;

import org.jspecify.annotations.NullMarked;
