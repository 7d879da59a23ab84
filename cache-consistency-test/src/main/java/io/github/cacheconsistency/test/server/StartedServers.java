package io.github.cacheconsistency.test.server;

/** The servers started for one application context. */
interface StartedServers extends AutoCloseable {

    TestServers describe();

    @Override
    void close();
}
