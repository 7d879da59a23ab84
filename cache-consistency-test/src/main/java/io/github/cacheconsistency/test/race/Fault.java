package io.github.cacheconsistency.test.race;

/** A fault of the connection between a client and its server. */
enum Fault {
    /** The connection is refused: nothing is sent. */
    REFUSED,
    /** The command is executed, but its reply never arrives. */
    REPLY_LOST
}
