package io.github.cacheconsistency.internal.write;

import static io.github.cacheconsistency.internal.read.InMemoryCacheStore.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.internal.cache.GuardedCache;
import io.github.cacheconsistency.internal.read.InMemoryCacheStore;
import io.github.cacheconsistency.internal.read.TestCaches;
import io.github.cacheconsistency.spi.Mutation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;

/** Which writes of other threads a transaction takes over, and which it leaves to them. */
class WriteInboxTest {

    private static final int THREADS = 4;
    private static final int WRITES = 500;

    private final GuardedCache cache = TestCaches.lease(new InMemoryCacheStore());
    private final WriteInbox inbox = new WriteInbox();

    @Test
    void whatIsTakenIsTakenOnce() {
        assertThat(inbox.add(List.of(write("1")))).isTrue();
        assertThat(inbox.take()).hasSize(1);
        assertThat(inbox.take()).isEmpty();
    }

    @Test
    void itsEndRefusesWhatComesLater() {
        inbox.add(List.of(write("1")));
        assertThat(inbox.close()).hasSize(1);
        assertThat(inbox.add(List.of(write("2")))).isFalse();
        assertThat(inbox.take()).isEmpty();
    }

    /** No write is lost: it is taken over, or its thread is told that it was not. */
    @Test
    void everyWriteIsTakenOverOrRefused() {
        CyclicBarrier start = new CyclicBarrier(THREADS + 1);
        List<CompletableFuture<Integer>> accepted = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            accepted.add(CompletableFuture.supplyAsync(() -> acceptedFrom(start), task -> new Thread(task).start()));
        }
        await(start);
        int taken = 0;
        for (int round = 0; round < WRITES; round++) {
            taken += inbox.take().size();
        }
        taken += inbox.close().size();

        int sum = accepted.stream().mapToInt(CompletableFuture::join).sum();
        assertThat(taken).isEqualTo(sum);
    }

    private int acceptedFrom(CyclicBarrier start) {
        await(start);
        int accepted = 0;
        for (int count = 0; count < WRITES; count++) {
            accepted += inbox.add(List.of(write("1"))) ? 1 : 0;
        }
        return accepted;
    }

    private Write write(String id) {
        return Write.of(cache, Mutation.invalidation(key(id)));
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
