package io.github.cacheconsistency.autoconfigure;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.internal.cache.GuardedCache;
import io.github.cacheconsistency.internal.failover.FailoverWatch;
import io.github.cacheconsistency.internal.redis.RequiredCommands;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Checks at start-up whether Redis permits the commands that the caches need, and stops the application if not: under a
 * strategy with leases nothing would ever be cached. If Redis does not answer, the application starts; commands that
 * Redis refuses later are logged with their cause.
 */
final class PermissionCheck implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(PermissionCheck.class);

    /** A key for caches that are not known yet. If it is forbidden, the keys of those caches may still be permitted. */
    private static final byte[] SOME_KEY = "cache-consistency:permissions".getBytes(US_ASCII);

    private final RequiredCommands commands;
    private final Supplier<Collection<GuardedCache>> caches;
    private final Function<String, List<CacheKey>> patterns;
    private final ConfigurationProblems problems;
    private volatile boolean running;

    /**
     * Creates the check.
     *
     * @param caches supplies the caches that are known at start-up
     * @param patterns returns the patterns that together match all keys of a cache, by the name of the cache
     */
    PermissionCheck(
            RequiredCommands commands,
            Supplier<Collection<GuardedCache>> caches,
            Function<String, List<CacheKey>> patterns,
            ConfigurationProblems problems) {
        this.commands = commands;
        this.caches = caches;
        this.patterns = patterns;
        this.problems = problems;
    }

    @Override
    public void start() {
        running = true;
        Collection<GuardedCache> known = caches.get();
        for (GuardedCache cache : known) {
            boolean standsForOthers = cache.name().equals(CacheManagerGuarding.ANY_OTHER_CACHE);
            if (cache.settings().enabled()
                    && (!standsForOthers || known.size() == 1)
                    && !check(cache, standsForOthers)) {
                return;
            }
        }
    }

    /** Returns {@code false} if Redis does not answer. */
    private boolean check(GuardedCache cache, boolean standsForOthers) {
        if (standsForOthers) {
            return check(cache, SOME_KEY, true);
        }
        return patterns.apply(cache.name()).stream()
                .allMatch(pattern -> check(cache, RequiredCommands.keyLike(pattern.bytes()), false));
    }

    private boolean check(GuardedCache cache, byte[] key, boolean standsForOthers) {
        Map<String, RuntimeException> refused;
        try {
            refused = commands.refused(key, cache.strategy().respectsTombstones());
        } catch (RuntimeException unanswered) {
            log.debug("Redis does not tell what it allows", unanswered);
            return false;
        }
        refused.values().removeIf(refusal -> standsForOthers && RequiredCommands.isAboutTheKey(refusal));
        if (!refused.isEmpty()) {
            Map.Entry<String, RuntimeException> first =
                    refused.entrySet().iterator().next();
            throw problems.refusedCommands(cache.name(), cache.strategy().name(), refused.keySet(), first.getValue());
        }
        return true;
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Runs when all caches of the configuration are known. */
    @Override
    public int getPhase() {
        return FailoverWatch.PHASE + 1;
    }
}
