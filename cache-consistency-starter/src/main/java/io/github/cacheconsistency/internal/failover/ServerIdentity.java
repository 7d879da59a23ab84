package io.github.cacheconsistency.internal.failover;

import java.util.Properties;

/**
 * The identity of a Redis primary. The run id changes with every start of the process, the replication id with every promotion.
 * As long as both stay the same, the server still holds all writes that it acknowledged.
 *
 * @param runId {@code run_id} of {@code INFO server}
 * @param replicationId {@code master_replid} of {@code INFO replication}
 */
record ServerIdentity(String runId, String replicationId) {

    static final String SERVER = "server";
    static final String REPLICATION = "replication";
    static final String RUN_ID = "run_id";
    static final String REPLICATION_ID = "master_replid";
    static final String ROLE = "role";
    static final String PRIMARY = "master";

    /**
     * Reads the identity from the two sections of {@code INFO}.
     *
     * @throws UnwatchableRedisException if a section does not contain its id
     * @throws DistrustedRedisException if the server is not a primary: it may lag behind
     */
    static ServerIdentity of(Properties server, Properties replication) {
        String runId = server.getProperty(RUN_ID);
        String replicationId = replication.getProperty(REPLICATION_ID);
        String role = replication.getProperty(ROLE);
        if (runId == null || replicationId == null || role == null) {
            throw new UnwatchableRedisException("INFO does not tell run_id, master_replid and role", null);
        }
        if (!role.equals(PRIMARY)) {
            throw new DistrustedRedisException("Expected a primary, found a Redis with the role " + role);
        }
        return new ServerIdentity(runId, replicationId);
    }

    /** Returns the identity in the format that is stored in Redis. */
    String text() {
        return runId + '/' + replicationId;
    }
}
