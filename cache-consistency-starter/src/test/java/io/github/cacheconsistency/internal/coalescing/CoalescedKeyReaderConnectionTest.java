package io.github.cacheconsistency.internal.coalescing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cacheconsistency.internal.redis.EmbeddedRedis;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What happens to readers if the connection that they share ends, is not trusted, or is lost. */
class CoalescedKeyReaderConnectionTest {

    private static final int LOSSES = 5;

    @RegisterExtension
    static final EmbeddedRedis REDIS = new EmbeddedRedis();

    private final SharedReads reads = new SharedReads(REDIS);

    @BeforeEach
    void connect() {
        reads.connect(Duration.ofSeconds(30));
    }

    @AfterEach
    void close() throws IOException {
        reads.close();
    }

    @Test
    void readsGoOneByOneWhenTheApplicationStopsAndTogetherWhenItGoesOn() {
        reads.set("k", "v");
        reads.keyReader().stop();
        assertThat(reads.get("k")).isEqualTo("v");
        assertThat(reads.get("k")).isEqualTo("v");
        assertThat(reads.singleReads()).hasValue(2);

        reads.keyReader().start();
        reads.awaitConnection();
        assertThat(reads.get("k")).isEqualTo("v");
        assertThat(reads.singleReads()).hasValue(0);
    }

    /** An existing connection could lead to another server than the connections that invalidate. */
    @Test
    void readsGoOneByOneAfterALossOfTrustUntilANewConnectionStands() {
        reads.set("k", "v");
        int connectionsBefore = reads.relay().connections();
        reads.trust().distrust();
        assertThat(reads.get("k")).isEqualTo("v");
        assertThat(reads.get("k")).isEqualTo("v");
        assertThat(reads.singleReads()).hasValue(2);
        assertThat(reads.relay().connections()).isEqualTo(connectionsBefore);

        reads.trust().restore(reads.trust().stamp());
        reads.awaitConnection();
        assertThat(reads.relay().connections())
                .as("the one before was not used again")
                .isGreaterThan(connectionsBefore);
    }

    @Test
    void readersWhoseConnectionIsClosedMeanwhileReadAlone() throws Exception {
        reads.set("k", "v");
        List<Future<String>> readers = waitingReaders();
        reads.keyReader().stop();

        assertThat(values(readers)).hasSize(SharedReads.READERS).containsOnly("v");
        assertThat(reads.singleReads()).hasValue(SharedReads.READERS);
    }

    /** A reset fails the command in flight before the loss of the connection is reported. */
    @Test
    void readersWhoseConnectionIsLostGetTheirValuesAllTheSame() throws Exception {
        reads.set("k", "v");
        for (int loss = 0; loss < LOSSES; loss++) {
            List<Future<String>> readers = waitingReaders();
            reads.relay().reset();

            assertThat(values(readers)).hasSize(SharedReads.READERS).containsOnly("v");
            reads.awaitConnection();
        }
    }

    /** The client is closed next, which would abort the attempt. */
    @Test
    void aStopWaitsForAnAttemptToConnect() throws Exception {
        reads.keyReader().stop();
        reads.keyReader().start();
        reads.relay().holdReplies();
        int before = reads.relay().connections();
        await().until(() -> {
            reads.get("k");
            return reads.relay().connections() > before;
        });
        Thread stopping = new Thread(reads.keyReader()::stop, "stopping");
        stopping.start();
        await().until(() -> isWaiting(stopping));

        reads.relay().giveReplies();

        stopping.join();
        assertThat(reads.get("k")).isNull();
        assertThat(reads.singleReads()).as("nothing is left to go through").hasPositiveValue();
    }

    private static boolean isWaiting(Thread stopping) {
        return stopping.getState() == Thread.State.TIMED_WAITING
                && Stream.of(stopping.getStackTrace())
                        .anyMatch(frame -> frame.getClassName().endsWith("OwnConnection"));
    }

    /** Starts readers of one key. At least the first has sent its command, and none has a reply. */
    private List<Future<String>> waitingReaders() {
        reads.relay().holdReplies();
        long before = reads.relay().requests();
        List<Future<String>> readers = new ArrayList<>();
        for (int reader = 0; reader < SharedReads.READERS; reader++) {
            readers.add(reads.threads().submit(() -> reads.get("k")));
        }
        await().until(() -> reads.relay().requests() > before);
        return readers;
    }

    private static List<String> values(List<Future<String>> readers) throws Exception {
        List<String> values = new ArrayList<>();
        for (Future<String> reader : readers) {
            values.add(reader.get(60, TimeUnit.SECONDS));
        }
        return values;
    }
}
