package io.github.cacheconsistency.test.gate;

/** The store that an operation uses. */
public enum Store {
    REDIS("Redis"),
    DATABASE("database"),
    /** A wait for a signal, with a timeout. */
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
