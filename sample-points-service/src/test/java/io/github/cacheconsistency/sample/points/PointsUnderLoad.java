package io.github.cacheconsistency.sample.points;

import io.github.cacheconsistency.ConsistencyProperty;
import io.github.cacheconsistency.ConsistentCaches;
import io.github.cacheconsistency.test.gate.GatingPostProcessor;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.boot.CommandLineRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;

/**
 * The points service under load, in a process that the test kills. It reads commands from standard input, one per line,
 * and writes replies to standard output.
 */
final class PointsUnderLoad {

    static final String STARTED = "@started";
    static final String LOADED = "@loaded";
    static final String HELD = "@held ";
    static final String LOAD = "load";
    static final String HOLD = "hold";

    static final int USERS = 4;
    private static final int ROAMING_READERS = 2;
    private static final int WRITES_BEFORE_LOADED = 10;

    private final PointsService service;
    private final boolean roaming;
    private final CommitHold hold;
    private final CountDownLatch warmUp = new CountDownLatch(USERS * WRITES_BEFORE_LOADED);

    private PointsUnderLoad(ApplicationContext context, CommitHold hold) {
        this.service = context.getBean(PointsService.class);
        // Under the other strategies, races leave old values anyway, which could not be distinguished from the effect
        // of a kill.
        this.roaming = context.getBean(ConsistentCaches.class)
                .strategy("points")
                .guarantees()
                .contains(ConsistencyProperty.CONVERGES);
        this.hold = hold;
    }

    /**
     * An additional source for {@link PointsApplication} in that process. It is not a configuration class, because
     * component scanning would find it, and has no main method, because the build would have to choose between two.
     */
    static final class Beans {

        @Bean
        static CommitHold commitHold() {
            return new CommitHold(userId -> say(HELD + userId));
        }

        @Bean
        static GatingPostProcessor gating(CommitHold hold) {
            return new GatingPostProcessor(hold);
        }

        /** Ends at the end of input, because the parent process has ended then. */
        @Bean
        static CommandLineRunner load(ApplicationContext context, CommitHold hold) {
            return arguments -> {
                PointsUnderLoad load = new PointsUnderLoad(context, hold);
                say(STARTED);
                try (BufferedReader orders =
                        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
                    for (String order = orders.readLine(); order != null; order = orders.readLine()) {
                        load.obey(order);
                    }
                }
                Runtime.getRuntime().halt(0);
            };
        }
    }

    private void obey(String order) throws InterruptedException {
        switch (order) {
            case LOAD -> {
                begin();
                warmUp.await();
                say(LOADED);
            }
            case HOLD -> hold.arm(service::balance);
            default -> throw new IllegalArgumentException("Expected load or hold, found " + order);
        }
    }

    private void begin() {
        for (long userId = 1; userId <= USERS; userId++) {
            long mine = userId;
            start("writer-" + mine, () -> readAndWrite(mine));
        }
        for (int i = 0; roaming && i < ROAMING_READERS; i++) {
            start(
                    "reader-" + i,
                    () -> service.balance(ThreadLocalRandom.current().nextLong(USERS) + 1));
        }
    }

    /** No other thread writes this balance, so that the state after a blocked writer stays unchanged. */
    private void readAndWrite(long userId) {
        service.balance(userId);
        hold.run(userId, () -> service.add(userId, 1));
        warmUp.countDown();
        service.balance(userId);
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(
                () -> {
                    while (true) {
                        work.run();
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    private static synchronized void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
