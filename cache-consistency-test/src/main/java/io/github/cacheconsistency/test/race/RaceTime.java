package io.github.cacheconsistency.test.race;

import io.github.cacheconsistency.test.gate.Access;
import io.github.cacheconsistency.test.gate.Operation;
import io.github.cacheconsistency.test.gate.Store;
import io.github.cacheconsistency.test.time.SwitchableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The time of one race: frozen until the driver advances it; runs by itself once tasks run freely. */
final class RaceTime {

    /**
     * Work that runs on {@code node} at {@code due}; {@code owner} is the task that scheduled it; {@code upkeep} is
     * recurring work that no task has asked for.
     */
    private record Scheduled(
            Duration due,
            Runnable work,
            RaceNode node,
            @Nullable RaceTask owner,
            boolean upkeep) {}

    private record Wait(CompletionStage<?> signal, Duration deadline) {}

    private final Race race;
    private final List<Scheduled> scheduled = new ArrayList<>();
    private final Set<RaceNode> dead = new HashSet<>();
    private final Map<Operation, Wait> waits = new IdentityHashMap<>();
    private Duration now = Duration.ZERO;
    private long scheduledSoFar;
    /**
     * The start of the period in which time runs by itself, in {@link System#nanoTime}; {@code null} while it is
     * frozen.
     */
    private @Nullable Long runningSince;

    /** How many times slower than real time it runs. */
    private int slowness = 1;

    RaceTime(Race race) {
        this.race = race;
    }

    synchronized Duration now() {
        return runningSince == null ? now : now.plusNanos((System.nanoTime() - runningSince) / slowness);
    }

    /** Lets time run from now on, {@code slower} times slower than real time. */
    synchronized void run(int slower) {
        now = now();
        slowness = slower;
        runningSince = System.nanoTime();
    }

    boolean await(CompletionStage<?> signal, Duration atMost) {
        if (!race.gate().holdsCurrentThread()) {
            return SwitchableClock.awaitReally(signal, atMost.multipliedBy(slowness()));
        }
        Duration deadline = now().plus(atMost);
        Operation operation = new Operation(
                Store.TIME, "WAIT", Access.READ, false, List.of("until +" + deadline.toMillis()), List.of());
        synchronized (this) {
            waits.put(operation, new Wait(signal, deadline));
        }
        try {
            return Boolean.TRUE.equals(race.gate().pass(operation, () -> isComplete(signal)));
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("A wait cannot fail", e);
        } finally {
            synchronized (this) {
                waits.remove(operation);
            }
        }
    }

    void schedule(RaceNode node, Runnable work, Duration delay) {
        RaceTask owner = RaceTask.current();
        if (owner != null && owner.isKilled()) {
            return;
        }
        synchronized (this) {
            scheduledSoFar++;
            scheduled.add(new Scheduled(now().plus(delay), work, node, owner, false));
        }
    }

    /**
     * Upkeep runs when it is due, but time does not advance for it, it belongs to no task, and {@link #delayed} omits
     * it.
     */
    synchronized void scheduleUpkeep(RaceNode node, Runnable work, Duration delay) {
        scheduled.add(new Scheduled(now().plus(delay), work, node, null, true));
    }

    /** Removes work that {@code task} has scheduled, because its process has died. */
    synchronized void forget(RaceTask task) {
        scheduled.removeIf(entry -> entry.owner == task);
    }

    /** Work that {@code node} has scheduled, or will schedule, does not run in this race. */
    synchronized void stop(RaceNode node) {
        dead.add(node);
    }

    /** Whether {@code operation} is a wait whose signal has not come, before its timeout. */
    synchronized boolean isBlocked(Operation operation) {
        Wait wait = waits.get(operation);
        return wait != null && !isComplete(wait.signal) && wait.deadline.compareTo(now()) > 0;
    }

    /** When {@code operation}, a wait, times out. */
    synchronized Duration deadline(Operation operation) {
        Wait wait = waits.get(operation);
        return wait == null ? now() : wait.deadline;
    }

    /** The delayed work that has not run, in the order of its due time. */
    synchronized List<DelayedWork> delayed() {
        return asked().sorted(Comparator.comparing(Scheduled::due))
                .map(entry -> new DelayedWork(
                        entry.due, entry.work.getClass().getName(), entry.owner == null ? "" : entry.owner.name()))
                .toList();
    }

    /** How often delayed work has been scheduled so far. */
    synchronized long scheduledSoFar() {
        return scheduledSoFar;
    }

    /** Advances time to the timeout of {@code operation} if it is a wait whose signal has not come. */
    void unblock(Operation operation) {
        while (isBlocked(operation)) {
            race.timeline().advanceTo(deadline(operation));
        }
    }

    private synchronized int slowness() {
        return slowness;
    }

    synchronized void moveTo(Duration time) {
        now = time;
        if (runningSince != null) {
            runningSince = System.nanoTime();
        }
    }

    /** When the first scheduled work is due, upkeep included. */
    synchronized Optional<Duration> nextDue() {
        return living().map(Scheduled::due).min(Comparator.naturalOrder());
    }

    /** When the first scheduled work is due, upkeep excluded. */
    synchronized Optional<Duration> nextAskedFor() {
        return asked().map(Scheduled::due).min(Comparator.naturalOrder());
    }

    /** When the last scheduled work is due, upkeep excluded. */
    synchronized Optional<Duration> lastDue() {
        return asked().map(Scheduled::due).max(Comparator.naturalOrder());
    }

    /** Removes the work that is due now from the schedule and returns it, in the order of its due time. */
    synchronized List<Runnable> takeDue() {
        Duration time = now();
        List<Scheduled> due = living().filter(entry -> entry.due.compareTo(time) <= 0)
                .sorted(Comparator.comparing(Scheduled::due))
                .toList();
        scheduled.removeAll(due);
        return due.stream().map(Scheduled::work).toList();
    }

    private Stream<Scheduled> living() {
        return scheduled.stream().filter(entry -> !dead.contains(entry.node));
    }

    private Stream<Scheduled> asked() {
        return living().filter(entry -> !entry.upkeep);
    }

    /** Removes all work from the schedule and returns it, also that of killed nodes, which continue after the race. */
    synchronized List<Runnable> takeAll() {
        List<Runnable> all = scheduled.stream()
                .sorted(Comparator.comparing(Scheduled::due))
                .map(Scheduled::work)
                .toList();
        scheduled.clear();
        return all;
    }

    private static boolean isComplete(CompletionStage<?> signal) {
        return signal.toCompletableFuture().isDone();
    }
}
