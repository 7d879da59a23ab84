package io.github.cacheconsistency.test.server;

/** An empty schema of its own on a test server. */
public final class TestSchema implements AutoCloseable {

    private final SqlServer server;
    private final String name;

    TestSchema(SqlServer server, String name) {
        this.server = server;
        this.name = name;
    }

    /** The schema's name. */
    public String name() {
        return name;
    }

    /** Its URL for MySQL Connector/J. */
    public String jdbcUrl() {
        return SqlServer.jdbcUrl(server.host(), server.port(), name);
    }

    /** Drops the schema with everything in it. */
    @Override
    public void close() {
        server.dropSchema(name);
    }
}
