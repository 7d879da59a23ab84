package io.github.cacheconsistency.integration;

import io.github.cacheconsistency.test.gate.Command;
import io.github.cacheconsistency.test.gate.Gate;
import io.github.cacheconsistency.test.gate.GatingPostProcessor;
import io.github.cacheconsistency.test.gate.Operation;
import io.github.cacheconsistency.test.gate.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;

/**
 * Everything that reads and writes of caches send to Redis and to the database, in its order: Redis commands on keys of
 * caches, whatever thread sends them, and SQL of the thread that began to count. What is sent together counts once. It can
 * hold fills back.
 */
final class Ledger implements Gate {

    /** Puts a ledger in front of the connections of a context. */
    static class Gates {

        @Bean
        static Ledger ledger() {
            return new Ledger();
        }

        @Bean
        ToldMisses toldMisses() {
            return new ToldMisses();
        }

        @Bean
        static GatingPostProcessor ledgerGates(Ledger ledger) {
            return new GatingPostProcessor(ledger);
        }
    }

    private record Entry(String name, Store store, List<String> keys, String thread) {}

    private final List<Entry> entries = new ArrayList<>();
    private @Nullable Thread counting;
    private volatile CompletableFuture<Void> fillsMayGo = CompletableFuture.completedFuture(null);

    /** Counts from now on; SQL of this thread only. */
    synchronized void open() {
        entries.clear();
        counting = Thread.currentThread();
    }

    /** The names of all commands so far. */
    synchronized List<String> commands() {
        return entries.stream().map(Entry::name).toList();
    }

    /** The names of the commands to Redis so far. */
    synchronized List<String> redisCommands() {
        return entries.stream()
                .filter(entry -> entry.store == Store.REDIS)
                .map(Entry::name)
                .toList();
    }

    /** The keys of the first command called {@code name}. */
    synchronized List<String> keysOf(String name) {
        return entries.stream()
                .filter(entry -> entry.name.equals(name))
                .findFirst()
                .orElseThrow()
                .keys();
    }

    /** The threads that sent commands called {@code name}. */
    synchronized List<String> threadsOf(String name) {
        return entries.stream()
                .filter(entry -> entry.name.equals(name))
                .map(Entry::thread)
                .toList();
    }

    /** From now on no fill is sent. */
    void holdFills() {
        fillsMayGo = new CompletableFuture<>();
    }

    /** Sends the fills held back, and those that come. */
    void releaseFills() {
        fillsMayGo.complete(null);
    }

    @Override
    public @Nullable Object pass(Operation operation, Command command) throws Throwable {
        if (isOfBackground()) {
            fillsMayGo.get(60, TimeUnit.SECONDS);
        }
        enter(operation);
        return command.execute();
    }

    private synchronized void enter(Operation operation) {
        boolean ofCache = operation.keys().stream().anyMatch(key -> key.contains("::"));
        if (operation.store() == Store.REDIS ? ofCache : Thread.currentThread() == counting || isOfBackground()) {
            entries.add(new Entry(
                    operation.name(),
                    operation.store(),
                    operation.keys(),
                    Thread.currentThread().getName()));
        }
    }

    private static boolean isOfBackground() {
        return Thread.currentThread().getName().startsWith("cache-consistency-fill-");
    }

    /** So that a pipeline is one operation, as it is one round trip. */
    @Override
    public boolean holdsCurrentThread() {
        return true;
    }
}
