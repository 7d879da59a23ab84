package io.github.cacheconsistency.test.server;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;

/** Starts the servers of one context according to its environment, and keeps them until the context closes. */
final class ContextServers implements StartedServers {

    private static final Logger logger = LoggerFactory.getLogger(ContextServers.class);

    private final StartedServers servers;

    private ContextServers(StartedServers servers) {
        this.servers = servers;
    }

    static StartedServers start(Environment environment) {
        ContainerImages images = ContainerImages.of(environment);
        TestServersMode mode = TestServersMode.of(environment);
        if (mode == TestServersMode.AUTO) {
            // Once per JVM: a second attempt would take as long again, and contexts could use different servers.
            mode = JvmServers.shared("automatic mode", () -> choose(images));
        }
        if (mode == TestServersMode.CONTAINERS && !DockerEngine.answers()) {
            throw new TestServerException("Containers need a Docker engine, and none answers. Start one, or set "
                    + TestServersMode.PROPERTY + " to auto, embedded or external");
        }
        StartedServers servers = mode == TestServersMode.CONTAINERS
                ? ContainerServers.start(images)
                : EmbeddedServers.start(TestDatabase.of(environment));
        JvmServers.contextOpened();
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
            JvmServers.contextClosed();
        }
    }

    private static TestServersMode choose(ContainerImages images) {
        if (!DockerEngine.answers()) {
            return TestServersMode.EMBEDDED;
        }
        try {
            DockerEngine.obtain(images.redis());
            DockerEngine.obtain(images.database());
            ContainerServers.database(images);
            return TestServersMode.CONTAINERS;
        } catch (RuntimeException e) {
            logger.warn(
                    "A Docker engine answers but cannot run the test servers, so embedded ones are used: {}. Other images"
                            + " are named by {} and {}",
                    e.getMessage(),
                    ContainerImages.REDIS_PROPERTY,
                    ContainerImages.DATABASE_PROPERTY);
            logger.debug("Why the containers did not start", e);
            return TestServersMode.EMBEDDED;
        }
    }
}
