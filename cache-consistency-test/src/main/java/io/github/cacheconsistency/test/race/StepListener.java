package io.github.cacheconsistency.test.race;

/** Is told each step of a race, on the thread that took it, before that thread goes on. */
@FunctionalInterface
public interface StepListener {

    void taken(Step step);
}
