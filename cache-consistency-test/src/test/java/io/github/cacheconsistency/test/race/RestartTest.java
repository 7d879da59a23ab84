package io.github.cacheconsistency.test.race;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.test.OnTestServers;
import io.github.cacheconsistency.test.time.KeySnapshot;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.types.RedisClientInfo;

/** The view of clients on a Redis that restarts with an older snapshot. */
@OnTestServers
class RestartTest {

    @Autowired
    RaceNode node;

    @Autowired
    StringRedisTemplate redis;

    @BeforeEach
    void emptyRedis() {
        redis.delete(List.of("a", "b"));
    }

    @Test
    void keysHoldWhatTheyHeldThen() {
        try (Race race = race()) {
            race.run("first", () -> set("a", "old", Duration.ofMinutes(1)));
            KeySnapshot snapshot = race.snapshotRedis();
            race.run("second", () -> set("a", "new", Duration.ofMinutes(2)));
            race.run("second", () -> set("b", "new", Duration.ofMinutes(2)));
            race.advance(Duration.ofSeconds(10));
            race.restartRedis(snapshot);
            assertThat(race.run("reader", () -> redis.opsForValue().get("a"))).isEqualTo("old");
            assertThat(race.presentKeys()).containsExactly("a");
            assertThat(race.timeToLive("a")).contains(Duration.ofSeconds(50));
        }
    }

    @Test
    void whatWasRemovedIsBackAndWhatHasExpiredSinceIsNot() {
        try (Race race = race()) {
            race.run("first", () -> set("a", "removed", Duration.ofMinutes(1)));
            race.run("first", () -> set("b", "expired", Duration.ofSeconds(10)));
            KeySnapshot snapshot = race.snapshotRedis();
            race.run("second", () -> String.valueOf(redis.delete("a")));
            race.advance(Duration.ofSeconds(10));
            race.restartRedis(snapshot);
            assertThat(race.presentKeys()).containsExactly("a");
        }
    }

    @Test
    void everyConnectionIsLostAndMadeAnew() {
        try (Race race = race()) {
            race.run("first", () -> set("a", "1", Duration.ofMinutes(1)));
            List<String> before = clients();
            race.restartRedis(race.snapshotRedis());
            assertThat(clients()).isNotEmpty().doesNotContainAnyElementsOf(before);
            assertThat(race.run("reader", () -> redis.opsForValue().get("a"))).isEqualTo("1");
        }
    }

    @Test
    void theServerIsAnotherOneAndTakesWrites() {
        try (Race race = race()) {
            String before = identity();
            race.restartRedis(race.snapshotRedis());
            assertThat(identity()).isNotEqualTo(before);
            race.run("writer", () -> set("a", "1", Duration.ofMinutes(1)));
        }
        assertThat(redis.opsForValue().get("a")).isEqualTo("1");
    }

    private Race race() {
        return new Race(RaceSettings.DEFAULT, List.of(node));
    }

    private Object set(String key, String value, Duration timeToLive) {
        redis.opsForValue().set(key, value, timeToLive);
        return "";
    }

    private String identity() {
        RedisCallback<Properties> info =
                connection -> connection.serverCommands().info("replication");
        Properties replication = redis.execute(info);
        assertThat(replication).containsEntry("role", "master");
        return replication.getProperty("master_replid");
    }

    private List<String> clients() {
        RedisCallback<List<RedisClientInfo>> list =
                connection -> connection.serverCommands().getClientList();
        return redis.execute(list).stream()
                .map(client -> client.get(RedisClientInfo.INFO.ADDRESS_PORT))
                .toList();
    }
}
