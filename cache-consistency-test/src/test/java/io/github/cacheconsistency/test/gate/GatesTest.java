package io.github.cacheconsistency.test.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.github.cacheconsistency.test.OnTestServers;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.RedisOperations;
import org.springframework.data.redis.core.SessionCallback;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@OnTestServers
class GatesTest {

    @Autowired
    SwitchableGate gate;

    @Autowired
    LettuceConnectionFactory lettuce;

    @Autowired
    StringRedisTemplate redis;

    @Autowired
    DataSource dataSource;

    @Autowired
    PlatformTransactionManager transactions;

    private final RecordingGate recording = new RecordingGate();
    private JdbcTemplate jdbc;

    /** A gate that lets all operations pass and records them. */
    static final class RecordingGate implements Gate {

        private final List<Operation> operations = new ArrayList<>();

        @Override
        public @Nullable Object pass(Operation operation, Command command) throws Throwable {
            operations.add(operation);
            return command.execute();
        }

        @Override
        public boolean holdsCurrentThread() {
            return true;
        }
    }

    @BeforeEach
    void recordFromHere() {
        redis.delete(List.of("a", "b"));
        jdbc = new JdbcTemplate(dataSource);
        jdbc.execute("CREATE TABLE IF NOT EXISTS gates (id INT PRIMARY KEY) ENGINE=InnoDB");
        jdbc.execute("DELETE FROM gates");
        gate.switchTo(recording);
    }

    @AfterEach
    void open() {
        gate.open();
    }

    @Test
    void beansKeepTheirClassAndCanBeUnwrapped() throws SQLException {
        assertThat(dataSource).isInstanceOf(HikariDataSource.class);
        assertThat(dataSource.unwrap(HikariDataSource.class).getMaximumPoolSize())
                .isPositive();
        assertThat(lettuce.getPort()).isPositive();
        try (Connection connection = dataSource.getConnection()) {
            assertThat(connection.unwrap(com.mysql.cj.jdbc.JdbcConnection.class))
                    .isNotNull();
        }
    }

    @Test
    void redisCommandsNameTheirKeysAndAccess() {
        redis.opsForValue().set("a", "1", Duration.ofMinutes(5));
        redis.opsForValue().get("a");
        redis.opsForValue().multiGet(List.of("a", "b"));
        redis.delete(List.of("a", "b"));
        assertThat(names()).containsExactly("SET", "GET", "MGET", "DEL");
        assertThat(recording.operations.get(0).access()).isEqualTo(Access.WRITE);
        assertThat(recording.operations.get(0).keys()).containsExactly("a");
        assertThat(recording.operations.get(0).numbers()).contains(300_000L);
        assertThat(recording.operations.get(1).access()).isEqualTo(Access.READ);
        assertThat(recording.operations.get(2).keys()).containsExactly("a", "b");
        assertThat(recording.operations.get(3).keys()).containsExactly("a", "b");
    }

    @Test
    void aScriptIsAWriteOfItsKeys() {
        redis.execute(
                RedisScript.of("redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])"), List.of("a"), "value", "60000");
        assertThat(names()).last().isIn("EVAL", "EVALSHA");
        assertThat(recording.operations).last().satisfies(operation -> {
            assertThat(operation.keys()).containsExactly("a");
            assertThat(operation.access()).isEqualTo(Access.WRITE);
            assertThat(operation.numbers()).contains(60_000L);
        });
    }

    @Test
    void rawCommandsAreRecognised() {
        redis.execute((RedisCallback<Object>) connection ->
                connection.execute("SET", "a".getBytes(), "1".getBytes(), "PX".getBytes(), "5000".getBytes()));
        assertThat(recording.operations).singleElement().satisfies(operation -> {
            assertThat(operation.name()).isEqualTo("SET");
            assertThat(operation.keys()).containsExactly("a");
            assertThat(operation.numbers()).contains(5000L);
        });
    }

    @Test
    void aPipelineIsOneStepAndNothingIsSentBeforeIt() {
        try (RedisConnection connection = lettuce.getConnection()) {
            connection.openPipeline();
            connection.stringCommands().set("a".getBytes(), "1".getBytes());
            connection.stringCommands().get("b".getBytes());
            assertThat(connection.isPipelined()).isTrue();
            assertThat(recording.operations).isEmpty();
            assertThat(redis.hasKey("a")).isFalse();
            recording.operations.clear();
            List<Object> replies = connection.closePipeline();
            assertThat(replies).hasSize(2);
            assertThat(connection.isPipelined()).isFalse();
        }
        assertThat(names()).containsExactly("SET+GET");
        assertThat(recording.operations.get(0).keys()).containsExactly("a", "b");
        assertThat(redis.hasKey("a")).isTrue();
    }

    @Test
    void aRedisTransactionIsOneStepAtItsEnd() {
        List<Object> replies = redis.execute(new SessionCallback<List<Object>>() {
            @Override
            @SuppressWarnings("unchecked")
            public <K, V> List<Object> execute(RedisOperations<K, V> operations) throws DataAccessException {
                operations.multi();
                operations.opsForValue().set((K) "a", (V) "1");
                operations.delete((K) "b");
                assertThat(recording.operations).isEmpty();
                return operations.exec();
            }
        });
        assertThat(replies).hasSize(2);
        assertThat(names()).containsExactly("SET+DEL");
    }

    @Test
    void reactiveCommandsPassWhenSubscribedTo() {
        ReactiveStringRedisTemplate reactive = new ReactiveStringRedisTemplate(lettuce);
        var set = reactive.opsForValue().set("a", "1");
        assertThat(recording.operations).isEmpty();
        assertThat(set.block()).isTrue();
        assertThat(reactive.opsForValue().get("a").block()).isEqualTo("1");
        assertThat(names()).containsExactly("SET", "GET");
        assertThat(recording.operations.get(0).keys()).containsExactly("a");
    }

    @Test
    void theEndOfATransactionIsAStepAndItsStatementsDoNotCommit() {
        new TransactionTemplate(transactions)
                .executeWithoutResult(status -> jdbc.update("INSERT INTO gates VALUES (1)"));
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            jdbc.update("INSERT INTO gates VALUES (?)", 2);
            status.setRollbackOnly();
        });
        assertThat(names()).containsExactly("INSERT", "COMMIT", "INSERT", "ROLLBACK");
        assertThat(recording.operations).extracting(Operation::commits).containsExactly(false, true, false, false);
    }

    @Test
    void aChangeInAutocommitCommits() {
        jdbc.update("INSERT INTO gates VALUES (1)");
        jdbc.queryForList("SELECT id FROM gates");
        assertThat(names()).containsExactly("INSERT", "SELECT");
        assertThat(recording.operations).extracting(Operation::commits).containsExactly(true, false);
        assertThat(recording.operations).extracting(Operation::access).containsExactly(Access.WRITE, Access.READ);
    }

    @Test
    void aBatchIsOneStep() {
        jdbc.batchUpdate("INSERT INTO gates VALUES (?)", List.of(new Object[] {1}, new Object[] {2}));
        assertThat(names()).containsExactly("INSERT");
    }

    @Test
    void anEmptyTransactionIsNoStep() {
        new TransactionTemplate(transactions).executeWithoutResult(status -> {});
        assertThat(recording.operations).isEmpty();
    }

    @Test
    void exceptionsComeThroughUnchanged() {
        assertThatThrownBy(() -> jdbc.queryForList("SELECT nothing FROM nowhere"))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("nowhere");
    }

    @Test
    void theKitsOwnWorkPassesAllGates() throws Exception {
        assertThat(Ungated.call(() -> redis.opsForValue().get("a"))).isNull();
        assertThat(Ungated.call(() -> jdbc.queryForList("SELECT id FROM gates")))
                .isEmpty();
        assertThat(recording.operations).isEmpty();
    }

    @Test
    void gatedBeansThatWrapOneAnotherCountOnce() {
        Object outer = new GatingPostProcessor(gate)
                .postProcessAfterInitialization(new LazyConnectionDataSourceProxy(dataSource), "outer");
        new JdbcTemplate((DataSource) outer).queryForList("SELECT id FROM gates");
        assertThat(names()).containsExactly("SELECT");
    }

    @Test
    void onlyOneRaceAtATime() {
        assertThatThrownBy(() -> gate.switchTo(new RecordingGate()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("only one race");
    }

    private List<String> names() {
        return recording.operations.stream().map(Operation::name).toList();
    }
}
