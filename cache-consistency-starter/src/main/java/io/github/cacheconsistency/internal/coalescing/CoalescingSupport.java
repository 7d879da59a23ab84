package io.github.cacheconsistency.internal.coalescing;

import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** Checks whether reads or fills of several threads can share a command. */
public final class CoalescingSupport {

    private CoalescingSupport() {}

    /** Returns whether there is no static primary/replica setup: its client does not know which server to connect to. */
    public static boolean isOneRedis(ObjectProvider<DataRedisConnectionDetails> details) {
        return details.stream().allMatch(redis -> redis.getMasterReplica() == null);
    }

    /**
     * Returns whether a connection that the factory's client makes behaves like one that the factory makes. This does not hold
     * for subclasses and decorators of the factory, which would not see these commands, nor for a cluster, where all keys of a
     * command must be in one slot. Nor does it hold if the application's threads do not share a connection, if it reads from
     * replicas, or if it has no command timeout.
     */
    public static boolean isPlainLettuce(RedisConnectionFactory connectionFactory) {
        return connectionFactory.getClass() == LettuceConnectionFactory.class
                && connectionFactory instanceof LettuceConnectionFactory lettuce
                && !lettuce.isClusterAware()
                && lettuce.getShareNativeConnection()
                && lettuce.getClientConfiguration().getReadFrom().isEmpty()
                && lettuce.getClientConfiguration().getCommandTimeout().compareTo(Duration.ZERO) > 0;
    }

    /**
     * Returns whether one script may write the keys of several fills. A cluster would need one script for each slot, one after
     * the other, and a failed shard would make the fills of all others fail.
     */
    public static boolean isOneServer(RedisConnectionFactory connectionFactory) {
        return connectionFactory instanceof LettuceConnectionFactory lettuce && !lettuce.isClusterAware();
    }
}
