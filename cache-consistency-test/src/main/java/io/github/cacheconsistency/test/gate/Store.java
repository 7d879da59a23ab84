package io.github.cacheconsistency.test.gate;

/** What an operation acts on. */
public enum Store {
    REDIS("Redis"),
    DATABASE("database"),
    /** Waiting for a signal or for time to pass. */
    TIME("time");

    private final String title;

    Store(String title) {
        this.title = title;
    }

    @Override
    public String toString() {
        return title;
    }
}
