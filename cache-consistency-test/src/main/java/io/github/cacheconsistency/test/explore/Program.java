package io.github.cacheconsistency.test.explore;

import java.util.List;
import java.util.Set;

/**
 * A few tasks that can be run again and again, each time from the same beginning and in another order of their steps. What a
 * task does next may depend only on the order of steps so far: not on time, chance, or what earlier runs left behind.
 */
public interface Program {

    /**
     * What is run, in words that no other program shares: a {@link ReplayId} belongs to the program of one name and with the
     * same tasks. Empty, the default, if the tasks tell it apart.
     */
    default String name() {
        return "";
    }

    /** The names of the tasks; their places in this list are their numbers. */
    List<String> tasks();

    /**
     * Tasks that do the same, so that to exchange their numbers in a schedule changes nothing but names: two readers of one
     * key, two writers of one row. Each set holds the numbers of such tasks; no task is in two of them. By default none
     * are known to. The explorer leaves out what is the same but for the names: for n tasks nearly all but one of n!
     * schedules.
     */
    default List<Set<Integer>> alike() {
        return List.of();
    }

    /** Begins anew. At most one execution of a program is open at a time. */
    Execution begin();
}
