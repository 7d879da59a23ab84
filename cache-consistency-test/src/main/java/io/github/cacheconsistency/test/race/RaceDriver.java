package io.github.cacheconsistency.test.race;

import io.github.cacheconsistency.test.explore.ProgramError;
import io.github.cacheconsistency.test.gate.Operation;
import io.github.cacheconsistency.test.gate.Store;
import io.github.cacheconsistency.test.time.HeldKey;
import io.github.cacheconsistency.test.time.TtlTape;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Drives a race one step at a time for somebody who tries all orders: every operation belongs to a step, a task may be
 * parked where no gate holds it, and a race takes milliseconds. For one thread.
 */
public final class RaceDriver implements AutoCloseable {

    /** Where a task is. */
    public enum Standing {
        /** It has not been started. */
        NEW,
        /** It stands before an operation. */
        AT_GATE,
        /** It waits for something that is neither a gate nor a server: a lock in the JVM, another task. */
        PARKED,
        ENDED
    }

    private static final Duration LAST_CHANCE = Duration.ofSeconds(2);
    private static final Duration ENOUGH_FOR_A_STEP = Duration.ofMillis(2);

    private final Race race;
    private final Duration watchdog;

    /**
     * Takes over {@code nodes}.
     *
     * @param threads where the tasks run; as many at once as there are tasks
     * @throws IllegalStateException if another race holds one of them
     */
    public RaceDriver(RaceSettings settings, List<RaceNode> nodes, Executor threads) {
        this.race = new Race(settings, nodes, threads, TtlTape.Looks.WHEN_ASKED);
        this.watchdog = settings.watchdog();
    }

    /** The race, for what happens to its environment. */
    public Race race() {
        return race;
    }

    /** A task that has not started; several with the same name may follow one another. */
    public RaceTask add(String name, Action action) {
        return race.named(name, action);
    }

    /** Starts {@code task}; it takes its first step at once if {@code goesOn} says so. */
    public Standing start(RaceTask task, Predicate<Operation> goesOn) {
        task.thread().passNext(goesOn);
        task.start();
        return stoppingIfParked(task, settle(task));
    }

    /** Woken later, it must stop: its step would be taken beside that of another. */
    private Standing stoppingIfParked(RaceTask task, Standing standing) {
        if (standing == Standing.PARKED) {
            race.turnstile().change(task.thread()::stopAtNextStep);
        }
        return standing;
    }

    /** Lets {@code task} take the step before which it stands; a wait that nothing has ended takes its time. */
    public Standing step(RaceTask task) {
        Operation operation = pending(task);
        if (operation.store() == Store.TIME) {
            race.clock().unblock(operation);
        }
        task.thread().release();
        return settle(task);
    }

    /** As {@link #step(RaceTask)}; then it takes all further steps at once that {@code goesOn} lets pass. */
    public Standing stepOn(RaceTask task, Predicate<Operation> goesOn) {
        task.thread().passAll(goesOn);
        return stoppingIfParked(task, step(task));
    }

    /** Runs {@code task} to its end, the environment doing nothing but that time passes where it waits. */
    public @Nullable Object run(RaceTask task) {
        Predicate<Operation> anythingButWaits = operation -> operation.store() != Store.TIME;
        task.thread().passAll(anythingButWaits);
        task.start();
        Standing standing = orAtLast(task, settle(task));
        while (standing == Standing.AT_GATE) {
            standing = orAtLast(task, stepOn(task, anythingButWaits));
        }
        if (standing == Standing.PARKED) {
            throw new ProgramError(
                    "Task '" + task.name() + "' waits, though nobody else does anything:\n" + describe());
        }
        return task.runToEnd();
    }

    /** No other task can wake it, but a thread of the service can, which may be waiting for a processor. */
    private Standing orAtLast(RaceTask task, Standing standing) {
        return standing == Standing.PARKED ? awaitParked(task) : standing;
    }

    /** Where {@code task} is, after a look whether it is still parked. */
    public Standing settle(RaceTask task) {
        if (task.thread().isNew()) {
            return Standing.NEW;
        }
        task.thread().parked(false);
        Turnstile turnstile = race.turnstile();
        if (!turnstile.await(task.thread()::stands, ENOUGH_FOR_A_STEP)) {
            Parking parking = new Parking(task, race.tasks());
            Step latest = task.thread().last();
            long deadline = System.nanoTime() + watchdog.toNanos();
            while (!turnstile.await(task.thread()::stands, Parking.PAUSE)) {
                if (parking.isCertain()) {
                    task.thread().parked(true);
                    return Standing.PARKED;
                }
                if (task.thread().last() != latest) {
                    latest = task.thread().last();
                    deadline = System.nanoTime() + watchdog.toNanos();
                }
                if (System.nanoTime() - deadline > 0) {
                    throw new ProgramError("Task '" + task.name() + "' neither reached its next step nor ended within "
                            + watchdog.toMillis()
                            + " ms. It waits for a server, such as for a row lock that the kit does "
                            + "not know of, or it sleeps or computes.\n" + describe());
                }
            }
        }
        return task.thread().operation() == null ? Standing.ENDED : Standing.AT_GATE;
    }

    /** Gives parked tasks that nobody can wake any more a last chance. */
    public Standing awaitParked(RaceTask task) {
        race.turnstile().await(task.thread()::stands, LAST_CHANCE);
        return settle(task);
    }

    /** The operation before which {@code task} stands. */
    public Operation pending(RaceTask task) {
        return Optional.ofNullable(task.thread().operation())
                .orElseThrow(() -> new IllegalStateException("Task '" + task.name() + "' stands before no step"));
    }

    /** Whether {@code operation} is a wait that has not ended. */
    public boolean isBlocked(Operation operation) {
        return operation.store() == Store.TIME && race.clock().isBlocked(operation);
    }

    /** When {@code operation}, a wait, ends at the latest. */
    public Duration deadline(Operation operation) {
        return race.clock().deadline(operation);
    }

    /** How often work was scheduled for later so far. */
    public long scheduledSoFar() {
        return race.clock().scheduledSoFar();
    }

    /** What {@code task}, which has ended, returned. */
    public @Nullable Object result(RaceTask task) {
        return task.thread().result();
    }

    /** What {@code task}, which has ended, threw. */
    public Optional<Throwable> failure(RaceTask task) {
        return Optional.ofNullable(task.thread().failure());
    }

    /** Removes keys, or only those of them that have a time-to-live; returns which. */
    public List<String> remove(Collection<String> keys, boolean onlyExpiring) {
        return race.environment().remove(keys, onlyExpiring);
    }

    /** What keys hold, in one round trip past the gates; empty if the servers do not allow that. */
    public Optional<Map<String, HeldKey>> look(Collection<String> keys) {
        return race.environment().look(keys);
    }

    /** The delayed work that waits, in the order of its time. */
    public List<DelayedWork> delayed() {
        return race.clock().delayed();
    }

    /** The next moment at which a key expires or delayed work is due. */
    public Optional<Duration> nextDeadline() {
        return race.timeline().nextDeadline();
    }

    /** An operation that some thread sent that is no task: which thread, and what. */
    public Optional<String> stray() {
        return Optional.ofNullable(race.gate().stray());
    }

    /** Deletes {@code keys} of the servers of {@code node}, while no race is on. */
    public static void delete(RaceNode node, Collection<String> keys) {
        if (!keys.isEmpty()) {
            new TtlTape(node.redis(), () -> Duration.ZERO, TtlTape.Looks.WHEN_ASKED).remove(keys, false);
        }
    }

    /** Where every task stands. */
    public String describe() {
        StringBuilder text = new StringBuilder();
        race.tasks().stream()
                .filter(task -> !task.thread().isNew() && !task.hasEnded())
                .forEach(task -> text.append(task.describe()).append('\n'));
        return text.append(race.trace().print()).toString();
    }

    /** Ends the race; what was delayed runs at once. */
    @Override
    public void close() {
        race.close();
    }
}
