package io.github.cacheconsistency.test.race;

import java.time.Duration;

/**
 * Work of the library that is scheduled for later.
 *
 * @param due when it is due, in time since the race began
 * @param what the name of its class
 * @param owner the task that has scheduled it; empty if no task has
 */
public record DelayedWork(Duration due, String what, String owner) {}
