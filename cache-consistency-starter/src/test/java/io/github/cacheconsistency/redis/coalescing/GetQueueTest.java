package io.github.cacheconsistency.redis.coalescing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.cacheconsistency.redis.EmbeddedRedis;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.tracing.MicrometerTracing;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is sent when. A connection that waits for a list ({@code BLPOP}) answers nothing until the list has an element. */
class GetQueueTest {

    @RegisterExtension
    static final EmbeddedRedis REDIS = new EmbeddedRedis();

    private StatefulRedisConnection<byte[], byte[]> connection;
    private StatefulRedisConnection<byte[], byte[]> other;
    private GetQueue queue;
    private long gets;
    private long multiGets;

    @BeforeEach
    void connect() {
        RedisClient client = (RedisClient) REDIS.connectionFactory().getRequiredNativeClient();
        connection = client.connect(ByteArrayCodec.INSTANCE);
        other = client.connect(ByteArrayCodec.INSTANCE);
        queue = new GetQueue(connection, null);
        gets = REDIS.calls("get");
        multiGets = REDIS.calls("mget");
    }

    @AfterEach
    void disconnect() {
        connection.close();
        other.close();
    }

    @Test
    void aReadAloneIsSentAtOnceAsAGet() throws Exception {
        set("a", "1");

        assertThat(value(add("a"))).isEqualTo("1");
        assertThat(value(add("missing"))).isNull();

        assertThat(gets()).isEqualTo(2);
        assertThat(multiGets()).isZero();
    }

    @Test
    void aReadJoinsNothingThatWasSent() throws Exception {
        set("a", "1");
        set("b", "2");
        holdAnswers();
        PendingGet sent = add("a");
        List<PendingGet> later = List.of(add("a"), add("b"), add("missing"), add("a"));
        giveAnswers();

        assertThat(value(sent)).isEqualTo("1");
        assertThat(values(later)).containsExactly("1", "2", null, "1");
        assertThat(gets()).as("the one that was sent").isEqualTo(1);
        assertThat(multiGets()).as("those that came later").isEqualTo(1);
    }

    @Test
    void aReadSeesWhatWasWrittenAfterAnEarlierReadWasAnswered() throws Exception {
        set("a", "old");
        PendingGet first = add("a");
        value(first);
        holdAnswers();
        add("b");
        PendingGet waiting = add("a");
        set("a", "new");
        giveAnswers();

        assertThat(value(first)).isEqualTo("old");
        assertThat(value(waiting)).isEqualTo("new");
    }

    @Test
    void aCommandHasABoundedNumberOfKeys() throws Exception {
        int readers = 2 * GetBatch.MOST_KEYS + 10;
        IntStream.range(0, readers).forEach(index -> set("k" + index, "v" + index));
        holdAnswers();
        add("first");
        List<PendingGet> all =
                IntStream.range(0, readers).mapToObj(index -> add("k" + index)).toList();
        giveAnswers();

        assertThat(values(all))
                .containsExactlyElementsOf(IntStream.range(0, readers)
                        .mapToObj(index -> "v" + index)
                        .toList());
        assertThat(multiGets()).isEqualTo(3);
    }

    @Test
    void nobodyAsksForThoseWhoGaveUp() throws Exception {
        set("b", "2");
        holdAnswers();
        add("first");
        add("a").giveUp();
        PendingGet patient = add("b");
        giveAnswers();

        assertThat(value(patient)).isEqualTo("2");
        assertThat(gets()).isEqualTo(2);
        assertThat(multiGets()).isZero();
    }

    @Test
    void aKeyOfAnotherTypeFailsNoOtherRead() throws Exception {
        set("a", "1");
        other.sync().rpush(bytes("list"), bytes("x"));
        holdAnswers();
        add("first");
        PendingGet wrong = add("list");
        PendingGet right = add("a");
        giveAnswers();

        assertThat(value(right)).isEqualTo("1");
        assertThat(value(wrong)).isNull();
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> value(add("list")))
                .withStackTraceContaining("WRONGTYPE");
    }

    @Test
    void whatIsUnderWayOrWaitsFailsWhenTheQueueIsClosed() {
        holdAnswers();
        List<PendingGet> all = List.of(add("a"), add("b"), add("c"));

        queue.close();

        assertThat(all)
                .allSatisfy(get -> assertThatExceptionOfType(ExecutionException.class)
                        .isThrownBy(() -> value(get))
                        .withCauseInstanceOf(RedisException.class));
        assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> value(add("d")));
    }

    @Test
    void aBatchWithoutAnswerDoesNotHoldUpOthersForever() throws Exception {
        set("a", "1");
        queue = new GetQueue(connection, Duration.ofMillis(50));
        holdAnswers();

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> value(add("b")))
                .withCauseInstanceOf(TimeoutException.class);

        giveAnswers();
        queue = new GetQueue(connection, Duration.ofSeconds(10));
        assertThat(value(add("a"))).as("not the late answer to the read of b").isEqualTo("1");
    }

    @Test
    void aSharedCommandIsObservedWithinTheReaderThatHasWaitedLongest() throws Exception {
        List<Observation.Context> observed = new CopyOnWriteArrayList<>();
        ObservationRegistry registry = ObservationRegistry.create();
        registry.observationConfig().observationHandler(context -> observed.add(context));
        ClientResources resources = ClientResources.builder()
                .tracing(new MicrometerTracing(registry, "Redis"))
                .build();
        RedisClient client = RedisClient.create(
                resources,
                RedisURI.create("127.0.0.1", REDIS.connectionFactory().getPort()));
        try (StatefulRedisConnection<byte[], byte[]> traced = client.connect(ByteArrayCodec.INSTANCE)) {
            queue = new GetQueue(traced, null);
            traced.async().blpop(0, bytes("answers"));
            List<PendingGet> all = new ArrayList<>();
            for (String reader : List.of("first", "second", "third")) {
                Observation.createNotStarted(reader, registry).observe(() -> {
                    all.add(add(reader));
                });
            }
            giveAnswers();
            values(all);
        } finally {
            client.shutdown();
            resources.shutdown();
        }

        assertThat(parent(observed, "get")).isEqualTo("first");
        assertThat(parent(observed, "mget")).isEqualTo("second");
    }

    private static String parent(List<Observation.Context> observed, String command) {
        return observed.stream()
                .filter(context -> command.equals(context.getContextualName()))
                .findFirst()
                .orElseThrow()
                .getParentObservation()
                .getContextView()
                .getName();
    }

    private PendingGet add(String key) {
        PendingGet get = new PendingGet(bytes(key), queue.trace());
        queue.add(get);
        return get;
    }

    private void holdAnswers() {
        connection.async().blpop(0, bytes("answers"));
    }

    private void giveAnswers() {
        other.sync().rpush(bytes("answers"), bytes("now"));
    }

    private void set(String key, String value) {
        other.sync().set(bytes(key), bytes(value));
    }

    private long gets() {
        return REDIS.calls("get") - gets;
    }

    private long multiGets() {
        return REDIS.calls("mget") - multiGets;
    }

    private static List<String> values(List<PendingGet> all) throws Exception {
        String[] values = new String[all.size()];
        for (int index = 0; index < values.length; index++) {
            values[index] = value(all.get(index));
        }
        return Arrays.asList(values);
    }

    private static String value(PendingGet get) throws Exception {
        byte[] bytes = get.get(10, TimeUnit.SECONDS);
        return bytes == null ? null : new String(bytes, UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
