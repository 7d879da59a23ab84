package io.github.cacheconsistency.test.race;

/** What can go wrong between a client and its server. */
enum Fault {
    /** The connection is refused: nothing is sent. */
    REFUSED,
    /** The command is executed, but its reply never arrives. */
    REPLY_LOST
}
