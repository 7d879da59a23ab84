package io.github.cacheconsistency.internal.coalescing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.cacheconsistency.internal.redis.EmbeddedRedis;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * When commands are sent. A connection that waits for a list ({@code BLPOP}) returns no reply until the list has an
 * element; one whose thread is busy writes nothing.
 */
class GetQueueTest {

    @RegisterExtension
    static final EmbeddedRedis REDIS = new EmbeddedRedis();

    private StatefulRedisConnection<byte[], byte[]> connection;
    private StatefulRedisConnection<byte[], byte[]> other;
    private final CompletableFuture<Void> mayWrite = new CompletableFuture<>();
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
        writeOn();
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
    void readsThatComeBeforeTheCommandIsWrittenGoTogether() throws Exception {
        set("a", "1");
        set("b", "2");
        holdWrites();
        List<PendingGet> all = List.of(add("a"), add("b"), add("missing"), add("a"));
        writeOn();

        assertThat(values(all)).containsExactly("1", "2", null, "1");
        assertThat(gets()).isZero();
        assertThat(multiGets()).isEqualTo(1);
    }

    @Test
    void aReadThatWaitsSeesWhatIsWrittenMeanwhile() throws Exception {
        set("a", "old");
        PendingGet first = add("a");
        value(first);
        holdWrites();
        PendingGet waiting = add("a");
        set("a", "new");
        writeOn();

        assertThat(value(first)).isEqualTo("old");
        assertThat(value(waiting)).isEqualTo("new");
    }

    @Test
    void aCommandHasABoundedNumberOfKeys() throws Exception {
        IntStream.range(0, GetBatch.MOST_KEYS).forEach(index -> set("k" + index, "v" + index));
        holdWrites();
        List<PendingGet> all = IntStream.range(0, GetBatch.MOST_KEYS)
                .mapToObj(index -> add("k" + index))
                .toList();
        assertThat(queue.add(new PendingGet(bytes("k0")))).isFalse();
        writeOn();

        assertThat(values(all))
                .containsExactlyElementsOf(IntStream.range(0, GetBatch.MOST_KEYS)
                        .mapToObj(index -> "v" + index)
                        .toList());
        assertThat(multiGets()).isEqualTo(1);
        assertThat(value(add("k0"))).as("there is room again").isEqualTo("v0");
    }

    @Test
    void whoGivesUpTakesNothingFromTheOthers() throws Exception {
        set("a", "1");
        set("b", "2");
        holdWrites();
        PendingGet impatient = add("a");
        PendingGet patient = add("b");
        impatient.giveUp();
        writeOn();

        assertThat(value(patient)).isEqualTo("2");
        assertThat(impatient).isCancelled();
    }

    @Test
    void aKeyOfAnotherTypeFailsNoOtherRead() throws Exception {
        set("a", "1");
        other.sync().rpush(bytes("list"), bytes("x"));
        holdWrites();
        PendingGet wrong = add("list");
        PendingGet right = add("a");
        writeOn();

        assertThat(value(right)).isEqualTo("1");
        assertThat(value(wrong)).isNull();
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> value(add("list")))
                .withStackTraceContaining("WRONGTYPE");
    }

    @Test
    void whatIsUnderWayFailsWhenTheQueueIsClosed() {
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
    void aBatchWithoutAnswerFails() throws Exception {
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
    void aBatchThatIsNotWrittenInTimeFailsWithAllWhoJoinedIt() throws Exception {
        set("a", "1");
        set("b", "2");
        queue = new GetQueue(connection, Duration.ofMillis(50));
        holdWrites();
        List<PendingGet> tooLate = List.of(add("a"), add("b"));
        assertThat(tooLate)
                .allSatisfy(get -> assertThatExceptionOfType(ExecutionException.class)
                        .isThrownBy(() -> value(get))
                        .withCauseInstanceOf(TimeoutException.class));

        queue = new GetQueue(connection, null);
        PendingGet next = add("b");
        writeOn();
        assertThat(value(next)).isEqualTo("2");
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
            Observation.createNotStarted("alone", registry).observe(() -> {
                assertThat(add("key")).succeedsWithin(Duration.ofSeconds(60));
            });
            holdWrites(traced);
            List<PendingGet> all = new ArrayList<>();
            for (String reader : List.of("first", "second", "third")) {
                Observation.createNotStarted(reader, registry).observe(() -> {
                    all.add(add(reader));
                });
            }
            writeOn();
            values(all);
        } finally {
            client.shutdown();
            resources.shutdown();
        }

        assertThat(parent(observed, "get")).isEqualTo("alone");
        assertThat(parent(observed, "mget")).isEqualTo("first");
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
        PendingGet get = new PendingGet(bytes(key));
        assertThat(queue.add(get)).isTrue();
        return get;
    }

    /** Keeps the thread of the connection busy, and returns when it is. */
    private void holdWrites() throws Exception {
        holdWrites(connection);
    }

    private void holdWrites(StatefulRedisConnection<byte[], byte[]> held) throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        held.async().blpop(0, bytes("answers")).whenComplete((list, failure) -> {
            busy.countDown();
            mayWrite.join();
        });
        giveAnswers();
        assertThat(busy.await(60, TimeUnit.SECONDS)).isTrue();
    }

    private void writeOn() {
        mayWrite.complete(null);
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
        byte[] bytes = get.get(60, TimeUnit.SECONDS);
        return bytes == null ? null : new String(bytes, UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
