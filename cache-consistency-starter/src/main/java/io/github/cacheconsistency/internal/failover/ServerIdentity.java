package io.github.cacheconsistency.internal.failover;

import java.util.Properties;

/**
 * Who a Redis primary is. The run id changes with every start of the process, the replication id with every promotion:
 * as long as both stay the same, the server still has everything it acknowledged.
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
     * Reads the identity out of the two sections of {@code INFO}.
     *
     * @throws UnwatchableRedisException if they do not tell
     * @throws DistrustedRedisException if the server is no primary: it may be behind
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

    /** As it stands in Redis. */
    String text() {
        return runId + '/' + replicationId;
    }
}
