package io.github.cacheconsistency.test.server;

/**
 * The servers of a test; a bean in every context with {@link ImportTestServers}.
 *
 * @param mode the kind of servers, never {@link TestServersMode#AUTO}
 * @param redisHost host of Redis
 * @param redisPort port of Redis
 * @param jdbcUrl URL of the database
 * @param username database user
 * @param password the user's password
 * @param description for people, such as "Redis 6.2.11, MariaDB 11.4.5 (embedded)"
 */
public record TestServers(
        TestServersMode mode,
        String redisHost,
        int redisPort,
        String jdbcUrl,
        String username,
        String password,
        String description) {

    /** Without the password. */
    @Override
    public String toString() {
        return description + ", Redis at " + redisHost + ":" + redisPort + ", database " + jdbcUrl;
    }
}
