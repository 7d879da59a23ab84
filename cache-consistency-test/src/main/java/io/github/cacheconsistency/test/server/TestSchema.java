package io.github.cacheconsistency.test.server;

/** A schema on a test server, empty at first. */
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
