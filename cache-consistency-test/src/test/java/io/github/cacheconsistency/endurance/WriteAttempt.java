package io.github.cacheconsistency.endurance;

/** The record of one write of a storm; used by the writer's thread only until the write has ended. */
final class WriteAttempt {

    static final long NEVER = Long.MAX_VALUE;

    private final long number;
    private final long id;
    private final Fate fate;
    private long connectionId;
    private boolean changed;
    private boolean dead;
    private long sent = NEVER;
    private long committed = NEVER;
    private long acknowledged = NEVER;

    WriteAttempt(long number, long id, Fate fate) {
        this.number = number;
        this.id = id;
        this.fate = fate;
    }

    long number() {
        return number;
    }

    long id() {
        return id;
    }

    Fate fate() {
        return fate;
    }

    long connectionId() {
        return connectionId;
    }

    void runsOn(long connection) {
        connectionId = connection;
    }

    /** Whether the row is changed and locked. */
    boolean hasChanged() {
        return changed;
    }

    void change() {
        changed = true;
    }

    /** Whether its node is dead, so that none of its commands may reach a server. */
    boolean isDead() {
        return dead;
    }

    WriterKilled die() {
        dead = true;
        return new WriterKilled(fate);
    }

    /** The moment just before the COMMIT was sent. */
    long sent() {
        return sent;
    }

    void send(long at) {
        sent = at;
    }

    /** The moment after the reply to the COMMIT. */
    long committed() {
        return committed;
    }

    void commit(long at) {
        committed = at;
    }

    /** The moment after the write returned to its caller. */
    long acknowledged() {
        return acknowledged;
    }

    void acknowledge(long at) {
        acknowledged = at;
    }
}
