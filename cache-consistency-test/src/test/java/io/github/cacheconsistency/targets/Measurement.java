package io.github.cacheconsistency.targets;

/**
 * One number of one target.
 *
 * @param target the target
 * @param measured the number, and what it includes
 * @param met whether the target is met
 */
record Measurement(Target target, String measured, boolean met) {}
