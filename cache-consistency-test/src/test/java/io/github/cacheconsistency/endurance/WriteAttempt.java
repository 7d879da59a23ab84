package io.github.cacheconsistency.endurance;

/** One write of the storm and what is known of it; belongs to the writer's thread until that has ended it. */
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

    /** Whether its node is dead: nothing of it may reach a server any more. */
    boolean isDead() {
        return dead;
    }

    WriterKilled die() {
        dead = true;
        return new WriterKilled(fate);
    }

    /** When the COMMIT was about to be sent. */
    long sent() {
        return sent;
    }

    void send(long at) {
        sent = at;
    }

    /** When the COMMIT had been answered. */
    long committed() {
        return committed;
    }

    void commit(long at) {
        committed = at;
    }

    /** When the write had returned to its caller. */
    long acknowledged() {
        return acknowledged;
    }

    void acknowledge(long at) {
        acknowledged = at;
    }
}
