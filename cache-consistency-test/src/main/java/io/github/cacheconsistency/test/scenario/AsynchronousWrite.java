package io.github.cacheconsistency.test.scenario;

import static io.github.cacheconsistency.test.race.Steps.commit;

import io.github.cacheconsistency.test.RaceSubject;
import io.github.cacheconsistency.test.race.RaceTask;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** R40: a write whose method returns before the write has ended, so that its eviction runs on another thread. */
public final class AsynchronousWrite implements Scenario {

    @Override
    public String id() {
        return "R40";
    }

    @Override
    public String story() {
        return "A method changes the row in its transaction and returns a future; the future completes on another thread, before "
                + "the COMMIT or after it, or fails after it. Before the COMMIT a reader fills the old row.";
    }

    @Override
    public void run(RaceLab lab) {
        RaceSubject.AsynchronousChange change = lab.subject()
                .asynchronousWrite()
                .orElseThrow(() -> RaceLab.skip("R40 needs RaceSubject's asynchronousWrite(change)"));
        lab.variant("the future ends before the COMMIT", race -> {
            CompletableFuture<Void> work = new CompletableFuture<>();
            race.read("first-reader");
            RaceTask writer =
                    race.writer("writer", () -> await(change.begin(work))).runUntilBefore(commit());
            race.race().task("ending", () -> work.complete(null)).runToEnd();
            race.read("reader");
            writer.runToEnd();
            race.read("late-reader");
            race.settle();
        });
        lab.variant(
                "the future ends after the COMMIT",
                race -> endAfterTheCommit(race, change, work -> work.complete(null)));
        lab.variant(
                "the future fails after the COMMIT",
                race -> endAfterTheCommit(
                        race,
                        change,
                        work -> work.completeExceptionally(new IllegalStateException("the work failed"))));
    }

    /** A reader fills the old row before the COMMIT, and another one reads right after it. */
    private static void endAfterTheCommit(
            ScenarioRace race, RaceSubject.AsynchronousChange change, Consumer<CompletableFuture<Void>> end) {
        CompletableFuture<Void> work = new CompletableFuture<>();
        race.read("first-reader");
        RaceTask writer = race.race().task("writer", () -> change.begin(work)).runUntilBefore(commit());
        race.read("reader");
        writer.runUntilAfter(commit());
        race.read("reader-after-the-commit");
        writer.runToEnd();
        race.race()
                .task("ending", () -> {
                    end.accept(work);
                    return "ended";
                })
                .runToEnd();
        race.read("late-reader");
        race.settle();
    }

    private static void await(CompletionStage<?> ended) {
        ended.toCompletableFuture().join();
    }
}
