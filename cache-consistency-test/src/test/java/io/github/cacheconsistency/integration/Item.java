package io.github.cacheconsistency.integration;

import java.io.Serializable;

/** A row, as it is cached. */
record Item(long id, String name, long version) implements Serializable {}
