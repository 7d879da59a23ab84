package io.github.cacheconsistency.test.race;

/** Called after each step of a race, on the thread that took it, before that thread continues. */
@FunctionalInterface
public interface StepListener {

    void taken(Step step);
}
