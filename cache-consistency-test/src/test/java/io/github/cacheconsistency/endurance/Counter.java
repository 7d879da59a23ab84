package io.github.cacheconsistency.endurance;

import java.io.Serializable;

/**
 * The cached value.
 *
 * @param version grows by one with every commit of the row
 * @param attempt the number of the write that made the version; the numbers of rolled back writes are not reused
 */
record Counter(long id, long version, long attempt) implements Serializable {

    static final long FIRST_VERSION = 1;
    static final long NO_ATTEMPT = 0;
}
