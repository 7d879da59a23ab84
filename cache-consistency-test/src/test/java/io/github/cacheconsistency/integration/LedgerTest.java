package io.github.cacheconsistency.integration;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

/** An {@link IntegrationTest} with a {@link Ledger}, and two more caches under {@code row-lock-lease}. */
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
            "cache-consistency.lease.wait=10s",
            "spring.sql.init.mode=always",
            "spring.sql.init.schema-locations=classpath:item.sql"
        })
@interface LedgerTest {}
