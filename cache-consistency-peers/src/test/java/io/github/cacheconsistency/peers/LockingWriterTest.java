package io.github.cacheconsistency.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cacheconsistency.peers.spring.LockingSpringCache;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.data.redis.core.StringRedisTemplate;

/** The effect of the lock of the locking writer if writes are not awaited. */
@SpringBootTest(classes = PeerApplication.class)
@Import(LockingSpringCache.class)
class LockingWriterTest {

    private static final String LOCK = "points~lock";

    @Autowired
    private PointsService points;

    @Autowired
    private PointsTable table;

    @Autowired
    private StringRedisTemplate redis;

    @BeforeEach
    void cached() {
        table.reset(1);
        points.find(1);
        await().until(() -> Boolean.TRUE.equals(redis.hasKey("points::1")) && !redis.hasKey(LOCK));
    }

    /** Releases a writer that waits for the lock after all. */
    @AfterEach
    void unlock() {
        redis.delete(LOCK);
    }

    @Test
    void anEvictionNeitherWaitsForSomebodyElsesLockNorLeavesItAlone() {
        redis.opsForValue().set(LOCK, "somebody else's");

        // Runs on another thread, because a writer that respected the lock would wait for it.
        CompletableFuture<Void> write = CompletableFuture.runAsync(() -> points.add(1, 5));
        assertThat(write).succeedsWithin(Duration.ofSeconds(60));

        await().untilAsserted(() -> assertThat(redis.hasKey("points::1")).isFalse());
        await().untilAsserted(() -> assertThat(redis.hasKey(LOCK)).isFalse());
    }
}
