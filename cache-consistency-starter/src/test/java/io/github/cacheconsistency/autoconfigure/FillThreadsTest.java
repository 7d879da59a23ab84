package io.github.cacheconsistency.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.spi.FillExecutor;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;

/** Fills use one thread if waiting fills can share a command, and several threads otherwise. */
@Timeout(120)
class FillThreadsTest {

    @Test
    void oneServerHasOneThread() {
        Contexts.runner().run(context -> assertThat(threadOfAFill(context)).isEqualTo(threadOfAFill(context)));
    }

    @Test
    void aClusterHasSeveral() {
        Contexts.runner()
                .withPropertyValues("spring.data.redis.cluster.nodes=localhost:1")
                .run(context -> assertThat(threadOfAFill(context)).isNotEqualTo(threadOfAFill(context)));
    }

    private static String threadOfAFill(AssertableApplicationContext context) throws Exception {
        CompletableFuture<String> thread = new CompletableFuture<>();
        context.getBean(FillExecutor.class)
                .execute(() -> thread.complete(Thread.currentThread().getName()));
        return thread.get(60, TimeUnit.SECONDS);
    }
}
