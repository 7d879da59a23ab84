package io.github.cacheconsistency.benchmarks.server;

import io.github.cacheconsistency.test.server.EmbeddedRedis;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Administrates Redis, on a connection of its own. */
public final class RedisAdministration {

    private static final Pattern CALLS = Pattern.compile("cmdstat_([^:]+):calls=(\\d+)");

    /** The mark of the library's failover watch. */
    private static final String VERIFIED = "cache-consistency:verified";

    /**
     * Removes keys in many small steps, because clients whose commands wait behind a long one consider Redis
     * unavailable.
     */
    private static final String REMOVE_SOME_BUT_ONE = """
            redis.replicate_commands()
            local found = redis.call('SCAN', ARGV[2], 'COUNT', 10000)
            for _, key in ipairs(found[2]) do
              if key ~= ARGV[1] and string.sub(key, 1, 5) ~= 'lock:' then redis.call('UNLINK', key) end
            end
            return found[1]""";

    private final EmbeddedRedis redis;

    RedisAdministration(EmbeddedRedis redis) {
        this.redis = redis;
    }

    /**
     * Removes all entries. Keeps the marker of the library, without which it would assume a restart of Redis and read
     * the database for a while. Keeps locks, because a task that waits for a removed lock would not be notified.
     */
    public void flush() {
        String cursor = "0";
        do {
            cursor = evaluate(REMOVE_SOME_BUT_ONE, VERIFIED, cursor);
        } while (!cursor.equals("0"));
    }

    /** Returns the number of keys. */
    public long size() {
        return Long.parseLong(redis.execute("DBSIZE"));
    }

    /** Returns the length of a value in bytes; 0 if there is none. */
    public long length(String key) {
        return Long.parseLong(redis.execute("STRLEN", key));
    }

    /** Runs a script with these arguments and without keys; returns its result. */
    public String evaluate(String script, String... arguments) {
        String[] command = new String[arguments.length + 3];
        command[0] = "EVAL";
        command[1] = script;
        command[2] = "0";
        System.arraycopy(arguments, 0, command, 3, arguments.length);
        return redis.execute(command);
    }

    /** Returns how often each command has been called, including calls of scripts and without this one. */
    public Map<String, Long> calls() {
        Map<String, Long> calls = new TreeMap<>();
        Matcher matcher = CALLS.matcher(redis.execute("INFO", "commandstats"));
        while (matcher.find()) {
            if (!matcher.group(1).equals("info")) {
                calls.put(matcher.group(1), Long.parseLong(matcher.group(2)));
            }
        }
        return calls;
    }
}
