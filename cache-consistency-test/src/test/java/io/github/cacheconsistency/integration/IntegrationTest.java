package io.github.cacheconsistency.integration;

import io.github.cacheconsistency.test.server.ImportTestServers;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.TestPropertySource;

/**
 * A test on real servers with one cache per strategy: {@code leased}, {@code versioned}, {@code aside} and
 * {@code doubled}. Without properties of their own, all such tests share one application context.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(classes = IntegrationApplication.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
@TestPropertySource(
        properties = {
            "spring.main.banner-mode=off",
            "spring.cache.redis.time-to-live=10m",
            "spring.datasource.hikari.maximum-pool-size=5",
            "spring.datasource.hikari.connection-timeout=60000",
            "cache-consistency.load.max-concurrent=4",
            "cache-consistency.null-time-to-live=30s",
            // A machine that is busy must not look like a Redis that fails; tests that break the link shorten it.
            "cache-consistency.redis.command-timeout=10s",
            "cache-consistency.redis.circuit-breaker.slow-call-duration=10s",
            "cache-consistency.caches.leased.strategy=lease",
            "cache-consistency.caches.versioned.strategy=versioned-write",
            "cache-consistency.caches.versioned.version-property=version",
            "cache-consistency.caches.aside.strategy=cache-aside",
            "cache-consistency.caches.doubled.strategy=delayed-double-delete"
        })
@ImportTestServers
@interface IntegrationTest {}
