package io.github.cacheconsistency.test.explore;

import java.util.List;
import java.util.Set;

/**
 * A few tasks that can be run repeatedly, each time from the same initial state and in another order of their steps.
 * What a task does next may depend only on the order of steps so far: not on time, random numbers, or what earlier runs
 * left behind.
 */
public interface Program {

    /**
     * The program's unique name: a {@link ReplayId} is valid for the program with the same name and the same tasks.
     * Empty, the default, if the names of the tasks identify the program.
     */
    default String name() {
        return "";
    }

    /** The names of the tasks; their places in this list are their numbers. */
    List<String> tasks();

    /**
     * Tasks that do the same, so that exchanging their numbers in a schedule changes only names: two readers of one
     * key, two writers of one row. Each set holds the numbers of such tasks; no task is in two sets. By default no
     * tasks are symmetric. The explorer runs one of the schedules that differ only in these numbers: of n symmetric
     * tasks, about one in n! schedules.
     */
    default List<Set<Integer>> symmetricTasks() {
        return List.of();
    }

    /** Starts an execution from the initial state. At most one execution of a program is open at a time. */
    Execution begin();
}
