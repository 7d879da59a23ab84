package io.github.cacheconsistency.test.server;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;

/** Starts the servers of one context as its environment says, and keeps them until the context closes. */
final class ContextServers implements StartedServers {

    private static final Logger logger = LoggerFactory.getLogger(ContextServers.class);

    private final StartedServers servers;

    private ContextServers(StartedServers servers) {
        this.servers = servers;
    }

    static StartedServers start(Environment environment) {
        StartedServers servers = EmbeddedServers.start();
        OpenServers.contextOpened();
        logger.info("Test servers: {}", servers.describe());
        return new ContextServers(servers);
    }

    @Override
    public TestServers describe() {
        return servers.describe();
    }

    @Override
    public void close() {
        try {
            servers.close();
        } finally {
            OpenServers.contextClosed();
        }
    }
}
