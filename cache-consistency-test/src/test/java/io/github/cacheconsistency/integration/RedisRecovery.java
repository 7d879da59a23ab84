package io.github.cacheconsistency.integration;

import io.github.cacheconsistency.internal.failover.CacheTrust;
import java.time.Duration;
import org.awaitility.Awaitility;

/** Gives an application its Redis back after a test has broken the link to it. */
final class RedisRecovery {

    private final RedisLink link;
    private final ManualSchedule schedule;
    private final CacheTrust trust;

    RedisRecovery(RedisLink link, ManualSchedule schedule, CacheTrust trust) {
        this.link = link;
        this.schedule = schedule;
        this.trust = trust;
    }

    /** Restores the link and returns when the application trusts its Redis again. */
    void await() {
        link.restore();
        // A connection that is cut by now may be noticed a moment later; asking once more is no harm.
        Awaitility.await().until(() -> {
            schedule.advance(Duration.ofSeconds(1));
            return trust.isTrusted();
        });
    }
}
