package io.github.cacheconsistency.test.race;

import java.time.Duration;

/**
 * Work of the library that waits for its time.
 *
 * @param due when, in time since the race began
 * @param what the name of its class
 * @param owner the task that has scheduled it; empty if none has
 */
public record DelayedWork(Duration due, String what, String owner) {}
