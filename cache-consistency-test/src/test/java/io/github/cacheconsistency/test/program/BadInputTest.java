package io.github.cacheconsistency.test.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cacheconsistency.test.RaceSubject;
import io.github.cacheconsistency.test.explore.ExplorationSettings;
import io.github.cacheconsistency.test.explore.Explorer;
import io.github.cacheconsistency.test.explore.ProgramError;
import io.github.cacheconsistency.test.explore.ProgressListener;
import io.github.cacheconsistency.test.oracle.Property;
import io.github.cacheconsistency.test.server.TestServers;
import io.github.cacheconsistency.test.stock.StockPoints.Points;
import io.github.cacheconsistency.test.stock.StockRacesSubject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The errors for services that cannot be explored say what was found and what to do. */
@SpringBootTest(
        classes = {StockRacesSubject.Application.class, BadInputTest.SecondDataSource.class},
        properties = "cache-consistency.strategy=cache-aside")
class BadInputTest extends PointsPrograms {

    @Autowired
    StringRedisTemplate redis;

    @Autowired
    @Qualifier("audit")
    DataSource audit;

    private final CountDownLatch end = new CountDownLatch(1);

    /** A second pool, which has transactions of its own, as for another database. */
    @TestConfiguration(proxyBeanMethods = false)
    static class SecondDataSource {

        @Bean(defaultCandidate = false)
        DataSource audit(TestServers servers) {
            return DataSourceBuilder.create()
                    .url(servers.jdbcUrl())
                    .username(servers.username())
                    .password(servers.password())
                    .build();
        }
    }

    @AfterEach
    void endLeakedThreads() {
        end.countDown();
    }

    @Test
    void aWriteOfSeveralDataSources() {
        JdbcClient log = JdbcClient.create(audit);
        log.sql("CREATE TABLE IF NOT EXISTS audit (at BIGINT AUTO_INCREMENT PRIMARY KEY)")
                .update();
        try {
            RaceSubject subject = subject(() -> Points.version(points.find(1)), () -> {
                points.add(1, 5);
                log.sql("INSERT INTO audit VALUES (NULL)").update();
            });
            assertThatThrownBy(() -> explore(subject, RaceScope.of(1, 1)))
                    .isInstanceOf(ProgramError.class)
                    .hasMessageContaining("2 DataSource beans")
                    .hasMessageContaining("'dataSource' (UPDATE points SET")
                    .hasMessageContaining("'audit' (INSERT INTO audit VALUES (NULL))")
                    .hasMessageContaining("Expected: one")
                    .hasMessageContaining("@MockitoBean");
        } finally {
            log.sql("DROP TABLE audit").update();
        }
    }

    @Test
    void aWriteThatCommitsNothing() {
        RaceSubject subject = subject(() -> Points.version(points.find(1)), () -> redis.delete("points::1"));
        assertThatThrownBy(() -> explore(subject, RaceScope.of(1, 1)))
                .isInstanceOf(ProgramError.class)
                .hasMessageContaining("returned without a commit on its thread")
                .hasMessageContaining("commits one change, on the calling thread, through a DataSource bean");
    }

    @Test
    void aSecondDataSourceMayBeRead() {
        RaceSubject subject = subject(
                () -> {
                    JdbcClient.create(audit)
                            .sql("SELECT 1")
                            .query(Integer.class)
                            .single();
                    return Points.version(points.find(1));
                },
                () -> points.add(1, 5));
        explore(subject, RaceScope.of(1, 1));
    }

    @Test
    void aServiceThatLeaksThreads() {
        AtomicInteger number = new AtomicInteger();
        RaceSubject subject = subject(
                () -> {
                    Thread thread = new Thread(this::awaitTheEnd, "leaked-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    thread.start();
                    return Points.version(points.find(1));
                },
                () -> points.add(1, 5));
        assertThatThrownBy(() -> explore(subject, RaceScope.of(2, 1)))
                .isInstanceOf(ProgramError.class)
                .hasMessageMatching("(?s)After \\d+ executions \\d+ threads are alive .*")
                .hasMessageContaining("called 'leaked-#'")
                .hasMessageContaining("awaitTheEnd")
                .hasMessageContaining("use one executor");
    }

    @Test
    void aServiceThatIsNotDeterministic() {
        AtomicInteger calls = new AtomicInteger();
        RaceSubject subject = subject(
                () -> {
                    if (calls.incrementAndGet() % 5 == 0) {
                        redis.hasKey("now and then");
                    }
                    return Points.version(points.find(1));
                },
                () -> points.add(1, 5));
        assertThatThrownBy(() -> explore(subject, RaceScope.of(2, 1)))
                .isInstanceOf(ProgramError.class)
                .hasMessageContaining("not deterministic")
                .hasMessageContaining("SELECT")
                .hasMessageContaining("Look for clocks");
    }

    @Test
    void aWaitThatEndsByItselfIsNoDeadlock() {
        AtomicInteger calls = new AtomicInteger();
        RaceSubject subject = subject(
                () -> {
                    long version = Points.version(points.find(1));
                    // The warm-up reads three times, and the last read must not wait.
                    if (calls.getAndIncrement() == 3) {
                        CompletableFuture.runAsync(
                                        () -> {}, CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS))
                                .join();
                    }
                    return version;
                },
                () -> points.add(1, 5));
        try (RaceProgram program = program(subject, RaceScope.of(1, 0))) {
            assertThat(new DepthFirst(program).run(1, steps -> {}).broken()).isEmpty();
        }
    }

    @Test
    void whoLooksTwiceIsNotTakenForSomebodyWhoPolls() {
        RaceSubject subject = subject(
                () -> {
                    redis.hasKey("points::1");
                    redis.hasKey("points::1");
                    return Points.version(points.find(1));
                },
                () -> points.add(1, 5));
        try (RaceProgram program = program(subject, RaceScope.of(1, 1))) {
            DepthFirst search = new DepthFirst(program).run(Integer.MAX_VALUE, steps -> {});
            // Five steps of the reader, three of the writer: 8 over 3.
            assertThat(search.schedules()).isEqualTo(56);
            assertThat(search.broken()).contains(Property.CONVERGES);
        }
    }

    private void awaitTheEnd() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void explore(RaceSubject subject, RaceScope scope) {
        try (RaceProgram program = program(subject, scope)) {
            new Explorer(ExplorationSettings.defaults(), ProgressListener.silent()).explore(program);
        }
    }

    private RaceSubject subject(RaceSubject.Version read, RaceSubject.Change write) {
        return RaceSubject.forCache("points")
                .read(read)
                .write(write)
                .database(() -> points.version(1))
                .prepare(() -> points.reset(1))
                .build();
    }
}
