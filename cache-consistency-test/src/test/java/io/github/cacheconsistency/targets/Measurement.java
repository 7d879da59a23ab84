package io.github.cacheconsistency.targets;

/**
 * One number of one target.
 *
 * @param target that it belongs to
 * @param measured the number, and what is in it
 * @param met whether it is what was aimed at
 */
record Measurement(Target target, String measured, boolean met) {}
