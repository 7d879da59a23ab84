package io.github.cacheconsistency.test.race;

import io.github.cacheconsistency.test.gate.Access;
import io.github.cacheconsistency.test.gate.Operation;
import io.github.cacheconsistency.test.gate.Store;
import io.github.cacheconsistency.test.time.RaceClock;
import io.github.cacheconsistency.test.time.SwitchableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The time of one race: frozen between the moves that the driver makes; real again once the race is opened. */
final class RaceTime implements RaceClock {

    /** Something that is to run at {@code due}; {@code owner} is the task that scheduled it. */
    private record Scheduled(
            Duration due, Runnable work, @Nullable RaceTask owner) {}

    private record Wait(CompletionStage<?> signal, Duration deadline) {}

    private final Race race;
    private final List<Scheduled> scheduled = new ArrayList<>();
    private final Map<Operation, Wait> waits = new IdentityHashMap<>();
    private Duration now = Duration.ZERO;
    /** Since when time runs by itself, in {@link System#nanoTime}; {@code null} while it is frozen. */
    private @Nullable Long runningSince;

    /** How many times slower than real time it runs. */
    private int slowness = 1;

    RaceTime(Race race) {
        this.race = race;
    }

    @Override
    public synchronized Duration now() {
        return runningSince == null ? now : now.plusNanos((System.nanoTime() - runningSince) / slowness);
    }

    /** Lets time run from now on, so many times slower than real time. */
    synchronized void run(int slower) {
        now = now();
        slowness = slower;
        runningSince = System.nanoTime();
    }

    @Override
    public boolean await(CompletionStage<?> signal, Duration atMost) {
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

    @Override
    public void schedule(Runnable work, Duration delay) {
        RaceTask owner = RaceTask.current();
        if (owner != null && owner.isKilled()) {
            return;
        }
        synchronized (this) {
            scheduled.add(new Scheduled(now().plus(delay), work, owner));
        }
    }

    /** Takes off the schedule what {@code dead} has put there: it would have run in its process. */
    synchronized void forget(RaceTask dead) {
        scheduled.removeIf(entry -> entry.owner == dead);
    }

    /** Whether {@code operation} is a wait whose signal has not come, before its deadline. */
    synchronized boolean isBlocked(Operation operation) {
        Wait wait = waits.get(operation);
        return wait != null && !isComplete(wait.signal) && wait.deadline.compareTo(now()) > 0;
    }

    /** Moves time to the deadline of {@code operation} if it is a wait that nothing else can end. */
    void unblock(Operation operation) {
        while (isBlocked(operation)) {
            Duration deadline;
            synchronized (this) {
                Wait wait = waits.get(operation);
                deadline = wait == null ? now() : wait.deadline;
            }
            race.advanceTo(deadline);
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

    /** The first moment at which something scheduled is due. */
    synchronized Optional<Duration> nextDue() {
        return scheduled.stream().map(Scheduled::due).min(Comparator.naturalOrder());
    }

    /** The moment at which everything scheduled so far is due. */
    synchronized Optional<Duration> lastDue() {
        return scheduled.stream().map(Scheduled::due).max(Comparator.naturalOrder());
    }

    /** Takes what is due now off the schedule, in the order of its time. */
    synchronized List<Runnable> takeDue() {
        Duration time = now();
        List<Scheduled> due = scheduled.stream()
                .filter(entry -> entry.due.compareTo(time) <= 0)
                .sorted(Comparator.comparing(Scheduled::due))
                .toList();
        scheduled.removeAll(due);
        return due.stream().map(Scheduled::work).toList();
    }

    /** Takes everything off the schedule. */
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
