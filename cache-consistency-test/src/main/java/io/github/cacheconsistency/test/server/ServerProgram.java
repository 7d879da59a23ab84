package io.github.cacheconsistency.test.server;

import java.util.function.IntFunction;

/** How one kind of server is put into a directory and run there. */
interface ServerProgram {

    /**
     * Prepares a directory for one server.
     *
     * @return starts it on a port, as often as wanted, and returns when it accepts connections
     */
    IntFunction<ServerProcess> install(PrivateDirectory directory);

    /** How far above its port the server needs a second free one; 0 if it needs none. */
    default int secondPortOffset() {
        return 0;
    }
}
