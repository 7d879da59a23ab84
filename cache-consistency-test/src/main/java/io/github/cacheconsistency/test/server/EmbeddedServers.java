package io.github.cacheconsistency.test.server;

/** A Redis and a schema for one application context, on embedded servers. */
final class EmbeddedServers implements StartedServers {

    private final EmbeddedRedis redis;
    private final TestSchema schema;
    private final TestServers description;

    private EmbeddedServers(EmbeddedRedis redis, EmbeddedDatabase database, TestSchema schema) {
        this.redis = redis;
        this.schema = schema;
        this.description = new TestServers(
                TestServersMode.EMBEDDED,
                redis.host(),
                redis.port(),
                schema.jdbcUrl(),
                database.username(),
                database.password(),
                "Redis " + redis.version() + ", " + database.sqlServer().product() + " (embedded)");
    }

    static EmbeddedServers start(TestDatabase choice) {
        // Starting a database takes seconds, and a separate schema is sufficient isolation.
        EmbeddedDatabase database = JvmServers.shared("embedded " + choice.value(), choice::start);
        EmbeddedRedis redis = EmbeddedRedis.start();
        try {
            return new EmbeddedServers(redis, database, database.createSchema());
        } catch (RuntimeException e) {
            redis.close();
            throw e;
        }
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
            redis.close();
        }
    }
}
