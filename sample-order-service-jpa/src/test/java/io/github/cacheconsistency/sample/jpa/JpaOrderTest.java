package io.github.cacheconsistency.sample.jpa;

import static org.springframework.boot.test.context.SpringBootTest.WebEnvironment.RANDOM_PORT;

import io.github.cacheconsistency.test.RaceKitConfiguration;
import io.github.cacheconsistency.test.server.ImportTestServers;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

/** A test of the whole service on real servers. Redis commands and SQL statements pass the gates of the race kit. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(webEnvironment = RANDOM_PORT)
@AutoConfigureRestTestClient
@ImportTestServers
@Import({RaceKitConfiguration.class, Orders.class, OpenRequest.class, RequestThatKnowsTheOrder.class})
@TestPropertySource(properties = "cache-consistency.redis.circuit-breaker.enabled=false")
@interface JpaOrderTest {}
