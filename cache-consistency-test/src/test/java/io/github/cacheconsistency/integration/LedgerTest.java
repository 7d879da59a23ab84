package io.github.cacheconsistency.integration;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

/**
 * An {@link IntegrationTest} with a {@link Ledger}, and three more caches under {@code row-lock-lease}, of which one probes
 * another table than the one it is loaded from. No timeout adds a retry or takes a command away, however slow the machine.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@IntegrationTest
@Import(Ledger.Gates.class)
@TestPropertySource(
        properties = {
            "cache-consistency.caches.locked.strategy=row-lock-lease",
            "cache-consistency.caches.locked.row=item.id",
            "cache-consistency.caches.locked-too.strategy=row-lock-lease",
            "cache-consistency.caches.locked-too.row=item.id",
            "cache-consistency.caches.probed-elsewhere.strategy=row-lock-lease",
            "cache-consistency.caches.probed-elsewhere.row=probed.id",
            "cache-consistency.lease.time=60s",
            "cache-consistency.lease.wait=60s",
            "cache-consistency.redis.command-timeout=60s",
            "cache-consistency.redis.circuit-breaker.slow-call-duration=60s",
            "spring.sql.init.mode=always",
            "spring.sql.init.schema-locations=classpath:item.sql,classpath:probed.sql"
        })
@interface LedgerTest {}
