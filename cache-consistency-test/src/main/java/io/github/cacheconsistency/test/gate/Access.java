package io.github.cacheconsistency.test.gate;

/** Whether an operation may change data that other operations read. */
public enum Access {
    READ,
    WRITE
}
