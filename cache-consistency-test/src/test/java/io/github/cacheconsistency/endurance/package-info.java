/**
 * Tests that take minutes: storms, killed processes, outages. Their durations are system properties; the build runs
 * short ones, and {@code docs/evidence/endurance.md} reports long ones.
 */
@NullMarked
package io.github.cacheconsistency.endurance;

import org.jspecify.annotations.NullMarked;
