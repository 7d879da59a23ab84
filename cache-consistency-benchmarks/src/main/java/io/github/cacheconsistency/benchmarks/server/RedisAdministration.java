package io.github.cacheconsistency.benchmarks.server;

import io.github.cacheconsistency.test.server.EmbeddedRedis;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is done to Redis itself, on a connection of its own. */
public final class RedisAdministration {

    private static final Pattern CALLS = Pattern.compile("cmdstat_([^:]+):calls=(\\d+)");

    /** The mark of the library's failover watch. */
    private static final String VERIFIED = "cache-consistency:verified";

    /** Many keys in many steps: clients whose commands wait behind a long one take Redis for gone. */
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
     * Removes all entries. Not what the library notes about the server: without that it would take Redis for a restarted one,
     * and read from the database for a while. Nor locks: whoever waits for one that is gone is told by nobody.
     */
    public void flush() {
        String cursor = "0";
        do {
            cursor = evaluate(REMOVE_SOME_BUT_ONE, VERIFIED, cursor);
        } while (!cursor.equals("0"));
    }

    /** How many keys there are. */
    public long size() {
        return Long.parseLong(redis.execute("DBSIZE"));
    }

    /** How many bytes a value has; 0 where there is none. */
    public long length(String key) {
        return Long.parseLong(redis.execute("STRLEN", key));
    }

    /** Runs a script with these arguments and no keys; returns what it returns. */
    public String evaluate(String script, String... arguments) {
        String[] command = new String[arguments.length + 3];
        command[0] = "EVAL";
        command[1] = script;
        command[2] = "0";
        System.arraycopy(arguments, 0, command, 3, arguments.length);
        return redis.execute(command);
    }

    /** How often each command was called so far, those of scripts included; not counting this one. */
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
