package io.github.cacheconsistency.endurance;

import java.io.Serializable;

/**
 * What is cached.
 *
 * @param version grows by one with every commit of the row
 * @param attempt the write that the version comes from; a write that was rolled back leaves its number to nobody
 */
record Counter(long id, long version, long attempt) implements Serializable {

    static final long FIRST_VERSION = 1;
    static final long NO_ATTEMPT = 0;
}
