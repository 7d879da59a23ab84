package io.github.cacheconsistency.transaction;

import static io.github.cacheconsistency.coordination.InMemoryCacheStore.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.Mutation;
import io.github.cacheconsistency.coordination.GuardedCache;
import io.github.cacheconsistency.coordination.InMemoryCacheStore;
import io.github.cacheconsistency.coordination.TestCaches;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;

/** What a transaction takes over from other threads, and what it leaves to them. */
class LateWritesTest {

    private static final int THREADS = 4;
    private static final int WRITES = 500;

    private final GuardedCache cache = TestCaches.lease(new InMemoryCacheStore());
    private final LateWrites late = new LateWrites();

    @Test
    void whatIsTakenIsTakenOnce() {
        assertThat(late.add(List.of(write("1")))).isTrue();
        assertThat(late.take()).hasSize(1);
        assertThat(late.take()).isEmpty();
    }

    @Test
    void itsEndRefusesWhatComesLater() {
        late.add(List.of(write("1")));
        assertThat(late.close()).hasSize(1);
        assertThat(late.add(List.of(write("2")))).isFalse();
        assertThat(late.take()).isEmpty();
    }

    /** Nothing is lost between the two: each write is taken over, or its thread knows that it was not. */
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
            taken += late.take().size();
        }
        taken += late.close().size();

        int sum = accepted.stream().mapToInt(CompletableFuture::join).sum();
        assertThat(taken).isEqualTo(sum);
    }

    private int acceptedFrom(CyclicBarrier start) {
        await(start);
        int accepted = 0;
        for (int count = 0; count < WRITES; count++) {
            accepted += late.add(List.of(write("1"))) ? 1 : 0;
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
