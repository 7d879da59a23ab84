package io.github.cacheconsistency.test.server;

import java.util.function.IntFunction;

/** Installs one kind of server in a directory and runs it there. */
interface ServerProgram {

    /**
     * Prepares a directory for one server.
     *
     * @return a function that starts it on a port and returns when it accepts connections; may be called repeatedly
     */
    IntFunction<ServerProcess> install(PrivateDirectory directory);

    /** The distance of a second port that the server needs; 0 if it needs none. */
    default int secondPortOffset() {
        return 0;
    }
}
