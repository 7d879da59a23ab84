package io.github.cacheconsistency.internal.coalescing;

import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** Whether reads or fills of several threads can share a command. */
public final class CoalescingSupport {

    private CoalescingSupport() {}

    /** Not a static primary/replica setup, whose client does not know which of them to connect to. */
    public static boolean isOneRedis(ObjectProvider<DataRedisConnectionDetails> details) {
        return details.stream().allMatch(redis -> redis.getMasterReplica() == null);
    }

    /**
     * Whether a connection made by the factory's client is like one made by the factory. Not if somebody has put something
     * in front of it, which would not see what goes past it; nor on a cluster, where a command has the keys of one slot;
     * nor if the application shares no connection between its threads.
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
     * Whether a script may have keys of several fills. On a cluster there would be one for each slot, one after the other,
     * and a shard that is down would take the fills of all others with it.
     */
    public static boolean isOneServer(RedisConnectionFactory connectionFactory) {
        return connectionFactory instanceof LettuceConnectionFactory lettuce && !lettuce.isClusterAware();
    }
}
