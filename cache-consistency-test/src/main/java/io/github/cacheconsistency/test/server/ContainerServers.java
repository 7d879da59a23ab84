package io.github.cacheconsistency.test.server;

import org.testcontainers.containers.GenericContainer;
import org.testcontainers.mysql.MySQLContainer;

/** A Redis and a schema for one application context, in containers. */
final class ContainerServers implements StartedServers {

    private static final int REDIS_PORT = 6379;
    private static final String USER = "root";

    private final GenericContainer<?> redis;
    private final TestSchema schema;
    private final TestServers description;

    private ContainerServers(GenericContainer<?> redis, SqlServer database, TestSchema schema) {
        this.redis = redis;
        this.schema = schema;
        this.description = new TestServers(
                TestServersMode.CONTAINERS,
                redis.getHost(),
                redis.getMappedPort(REDIS_PORT),
                schema.jdbcUrl(),
                database.username(),
                database.password(),
                "Redis " + RedisVersion.in(redis.getLogs()) + ", " + database.product() + " (containers)");
    }

    static ContainerServers start(ContainerImages images) {
        SqlServer database = database(images);
        GenericContainer<?> redis = new GenericContainer<>(images.redis())
                .withCommand("redis-server", "--save", "", "--protected-mode", "no")
                .withExposedPorts(REDIS_PORT);
        redis.start();
        JvmServers.add(redis);
        try {
            return new ContainerServers(redis, database, database.createSchema());
        } catch (RuntimeException e) {
            stop(redis);
            throw e;
        }
    }

    /** The one database server of the JVM, with the settings of the embedded one. */
    static SqlServer database(ContainerImages images) {
        return JvmServers.shared("container " + images.database(), () -> {
            MySQLContainer container = new MySQLContainer(images.database())
                    .withUsername(USER)
                    .withPassword(USER)
                    .withCommand(
                            "--default-time-zone=+00:00",
                            "--max-connections=1000",
                            "--innodb-flush-log-at-trx-commit=0",
                            "--innodb-lock-wait-timeout=5");
            container.start();
            JvmServers.add(container);
            return new SqlServer(container.getHost(), container.getMappedPort(MySQLContainer.MYSQL_PORT), USER, USER);
        });
    }

    @Override
    public TestServers describe() {
        return description;
    }

    @Override
    public void close() {
        try {
            schema.close();
        } finally {
            stop(redis);
        }
    }

    private static void stop(GenericContainer<?> redis) {
        redis.stop();
        JvmServers.remove(redis);
    }
}
