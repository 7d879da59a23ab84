package io.github.cacheconsistency.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.test.oracle.Linearizability;
import io.github.cacheconsistency.test.oracle.LinearizabilityResult.Linearizable;
import io.github.cacheconsistency.test.oracle.OperationLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/**
 * Readers that share their commands with one another, while one row after another is written: to each of them it must
 * look as if it had Redis for itself. Under {@code row-lock-lease} the history of every row is linearizable.
 */
@IntegrationTest
@TestPropertySource(
        properties = {
            "cache-consistency.caches.shared.strategy=row-lock-lease",
            "cache-consistency.caches.shared.row=item.id",
            "cache-consistency.redis.command-timeout=20s",
            "cache-consistency.redis.circuit-breaker.enabled=false"
        })
class CoalescedReadsTest {

    private static final int READERS = 24;
    private static final int ROWS = 4;
    private static final int WRITES = 25;

    private final ExecutorService threads = Executors.newFixedThreadPool(READERS + 1);

    @Test
    void lookLikeReadsOfTheirOwn(@Autowired TypedCaches caches, @Autowired Items items, @Autowired RedisProbe redis)
            throws Exception {
        List<Long> ids =
                LongStream.range(0, ROWS).map(row -> items.given("0")).boxed().toList();
        redis.resetCommands();
        List<OperationLog> written = logs();
        Future<?> writer = threads.submit(() -> {
            for (long version = 1; version <= WRITES; version++) {
                String name = Long.toString(version);
                for (int row = 0; row < ROWS; row++) {
                    long id = ids.get(row);
                    long start = System.nanoTime();
                    caches.get("shared").update(id, () -> items.rename(id, name));
                    written.get(row).write(start, System.nanoTime(), version);
                }
            }
        });
        List<Future<List<OperationLog>>> readers = new ArrayList<>();
        for (int reader = 0; reader < READERS; reader++) {
            int first = reader;
            readers.add(threads.submit(() -> {
                List<OperationLog> read = logs();
                for (int turn = first; !writer.isDone(); turn++) {
                    long id = ids.get(turn % ROWS);
                    long start = System.nanoTime();
                    Item item = caches.get("shared").get(id, () -> items.load(id));
                    long version = Long.parseLong(Objects.requireNonNull(item).name());
                    read.get(turn % ROWS).read(start, System.nanoTime(), version);
                }
                return read;
            }));
        }
        writer.get(120, TimeUnit.SECONDS);
        for (Future<List<OperationLog>> reader : readers) {
            List<OperationLog> read = reader.get(60, TimeUnit.SECONDS);
            for (int row = 0; row < ROWS; row++) {
                written.get(row).addAll(read.get(row));
            }
        }
        threads.shutdown();

        assertThat(written)
                .allSatisfy(log -> assertThat(Linearizability.check(log)).isInstanceOf(Linearizable.class));
        assertThat(redis.commands()).as("some of them did share").containsKey("mget");
    }

    private static List<OperationLog> logs() {
        List<OperationLog> logs = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            logs.add(new OperationLog(0));
        }
        return logs;
    }
}
