package io.github.cacheconsistency.test.race;

import io.github.cacheconsistency.test.gate.Command;
import io.github.cacheconsistency.test.gate.Operation;
import io.github.cacheconsistency.test.gate.Store;
import java.sql.SQLNonTransientConnectionException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.RedisConnectionFailureException;

/** Latency and faults of the connections between the clients and the servers of a race. Thread-safe. */
final class Faults {

    private final List<Rule> rules = new CopyOnWriteArrayList<>();
    private volatile Duration latency = Duration.ZERO;

    /** Each Redis reply arrives this much later, in real time. */
    void delayReplies(Duration delay) {
        latency = delay;
    }

    /** From now on {@code fault} hits operations that match, at most {@code limit} of them. */
    Injection inject(Fault fault, Predicate<Operation> operations, int limit) {
        Rule rule = new Rule(fault, operations, limit);
        rules.add(rule);
        return rule;
    }

    /** Removes all faults and the latency. */
    void clear() {
        rules.clear();
        latency = Duration.ZERO;
    }

    @Nullable
    Object execute(Operation operation, Command command) throws Throwable {
        Optional<Fault> fault = rules.isEmpty()
                ? Optional.empty()
                : rules.stream()
                        .filter(rule -> rule.strikes(operation))
                        .map(rule -> rule.fault)
                        .findFirst();
        if (fault.isPresent() && fault.get() == Fault.REFUSED) {
            throw failure(operation, "Connection refused by the race");
        }
        Object reply = command.execute();
        if (operation.store() == Store.REDIS) {
            delay();
        }
        if (fault.isPresent()) {
            throw failure(operation, "Connection cut by the race before the reply arrived");
        }
        return reply;
    }

    private void delay() {
        if (latency.isZero()) {
            return;
        }
        long deadline = System.nanoTime() + latency.toNanos();
        for (long left = latency.toNanos(); left > 0; left = deadline - System.nanoTime()) {
            LockSupport.parkNanos(this, left);
        }
    }

    private static Exception failure(Operation operation, String message) {
        String text = message + ": " + operation.name();
        return operation.store() == Store.DATABASE
                ? new SQLNonTransientConnectionException(text, "08S01")
                : new RedisConnectionFailureException(text);
    }

    private final class Rule implements Injection {

        private final Fault fault;
        private final Predicate<Operation> operations;
        private final int limit;
        private final AtomicInteger strikes = new AtomicInteger();

        private Rule(Fault fault, Predicate<Operation> operations, int limit) {
            this.fault = fault;
            this.operations = operations;
            this.limit = limit;
        }

        private boolean strikes(Operation operation) {
            return operations.test(operation) && strikes.getAndUpdate(count -> Math.min(limit, count + 1)) < limit;
        }

        @Override
        public int strikes() {
            return strikes.get();
        }

        @Override
        public void close() {
            rules.remove(this);
        }
    }
}
