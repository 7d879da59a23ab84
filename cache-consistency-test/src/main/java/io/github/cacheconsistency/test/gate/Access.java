package io.github.cacheconsistency.test.gate;

/** Whether an operation may change what others read. */
public enum Access {
    READ,
    WRITE
}
