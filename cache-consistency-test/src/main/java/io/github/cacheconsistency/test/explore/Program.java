package io.github.cacheconsistency.test.explore;

import java.util.List;

/**
 * A few tasks that can be run again and again, each time from the same beginning and in another order of their steps. What a
 * task does next may depend only on the order of steps so far: not on time, chance, or what earlier runs left behind.
 */
public interface Program {

    /** The names of the tasks; their places in this list are their numbers. */
    List<String> tasks();

    /** Begins anew. At most one execution of a program is open at a time. */
    Execution begin();
}
