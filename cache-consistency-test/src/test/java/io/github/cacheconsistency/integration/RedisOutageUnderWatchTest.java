package io.github.cacheconsistency.integration;

import org.springframework.test.context.TestPropertySource;

/** Outages as applications have them by default: with the failover watch on. */
@IntegrationTest
@TestPropertySource(
        properties = {"cache-consistency.redis.command-timeout=200ms", "cache-consistency.failover-watch.enabled=true"})
class RedisOutageUnderWatchTest extends RedisOutageTest {}
