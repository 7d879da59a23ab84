package io.github.cacheconsistency.test.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.test.gate.Access;
import io.github.cacheconsistency.test.gate.Operation;
import io.github.cacheconsistency.test.gate.Store;
import io.github.cacheconsistency.test.oracle.Property;
import io.github.cacheconsistency.test.oracle.Violation;
import io.github.cacheconsistency.test.race.Step;
import io.github.cacheconsistency.test.race.Trace;
import io.github.cacheconsistency.test.report.SequenceEvent.Call;
import io.github.cacheconsistency.test.report.SequenceEvent.End;
import io.github.cacheconsistency.test.report.SequenceEvent.Note;
import io.github.cacheconsistency.test.report.SequenceEvent.Offence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SequenceTest {

    private static final Operation GET = Operation.redis("GET", Access.READ, List.of("points::1"), List.of());
    private static final Operation UNLINK = Operation.redis("UNLINK", Access.WRITE, List.of("points::1"), List.of());
    private static final Operation UPDATE = Operation.sql("UPDATE", Access.WRITE, "update points set version = 2");
    private static final Operation PROBE = Operation.sql("PROBE", Access.READ, "SELECT 1 .. FOR SHARE NOWAIT");
    private static final Operation COMMIT = Operation.sql("COMMIT", Access.WRITE, "");

    private final List<Trace.Event> events = new ArrayList<>();

    @Test
    void saysWhatWasSentAndWhatCameBack() {
        step("writer", UPDATE, "1", null);
        step("writer", PROBE, "rows", null);
        step("writer", COMMIT, "", null);
        step("writer", UNLINK, "0", null);
        step("writer", GET, "", new IllegalStateException("refused"));
        assertThat(sequence().events())
                .containsExactly(
                        call(Store.DATABASE, "UPDATE", "points set version = 2", "1 row", false),
                        call(Store.DATABASE, "PROBE", "SELECT 1 .. FOR SHARE NOWAIT", "rows", false),
                        call(Store.DATABASE, "COMMIT", "", "done", false),
                        call(Store.REDIS, "UNLINK", "points::1", "0 removed", false),
                        call(Store.REDIS, "GET", "points::1", "IllegalStateException", true));
    }

    @Test
    void saysWhatBecameOfTasks() {
        ended("reader", 7L, null);
        ended("writer", "acknowledged", null);
        ended("scheduled-1", "", null);
        ended("writer-2", null, new IllegalStateException("refused"));
        assertThat(sequence().events())
                .extracting(event -> ((End) event).text())
                .containsExactly("returns version 7", "acknowledged", "done", "throws IllegalStateException");
    }

    @Test
    void aReadIsMarkedWhereItReturnsAndExplainedRightAfter() {
        step("reader", GET, "old", null);
        ended("reader", 1L, null);
        ended("writer", "acknowledged", null);
        Sequence sequence = sequence(new Violation(Property.MONOTONIC, 15, "reader returned version 1, but .."));
        assertThat(sequence.events()).hasSize(4);
        assertThat(((End) sequence.events().get(1)).offending()).isTrue();
        assertThat(sequence.events().get(2))
                .isEqualTo(new Offence(Property.MONOTONIC, "reader returned version 1, but .."));
        assertThat(sequence.events().get(3)).isEqualTo(new Note("left out: 1 later events"));
    }

    @Test
    void whatTheCacheHoldsInTheEndIsMarkedAtTheReaderThatFoundIt() {
        ended("final-reader", 1L, null);
        step("final-reader-2", GET, "old", null);
        Sequence sequence = sequence(new Violation(Property.CONVERGES, 15, "the cache holds version 1"));
        assertThat(((End) sequence.events().get(0)).offending()).isTrue();
        assertThat(sequence.events().get(1)).isInstanceOf(Offence.class);
        assertThat(sequence.lanes()).containsExactly("final-reader");
    }

    @Test
    void aMarkAfterTheLastEventIsNotLost() {
        step("reader", GET, "old", null);
        assertThat(sequence(new Violation(Property.MONOTONIC, 99, "too old")).events())
                .endsWith(new Offence(Property.MONOTONIC, "too old"));
    }

    @Test
    void delayedWorkSharesALaneAndSoDoTasksBeyondTheSeventh() {
        for (int i = 1; i <= 3; i++) {
            step("scheduled-" + i, UNLINK, "1", null);
        }
        for (int i = 1; i <= 9; i++) {
            step("reader-" + i, GET, "miss", null);
        }
        assertThat(sequence().lanes())
                .containsExactly(
                        "scheduled", "reader-1", "reader-2", "reader-3", "reader-4", "reader-5", "reader-6", "others");
    }

    @Test
    void ofALongRaceTheFirstOffenceIsShownAndOneOfEachOtherProperty() {
        for (int i = 1; i <= 1000; i++) {
            ended("reader", (long) i, null);
        }
        Sequence sequence = sequence(
                new Violation(Property.MONOTONIC, 5000, "first"),
                new Violation(Property.MONOTONIC, 9000, "later"),
                new Violation(Property.COMMIT_FRESH, 9000, "another property"));
        assertThat(sequence.events()).hasSizeLessThanOrEqualTo(SequenceFromTrace.MOST_EVENTS + 4);
        assertThat(sequence.events().get(0)).isEqualTo(new Note("left out: 455 earlier events"));
        assertThat(sequence.events())
                .contains(new Offence(Property.MONOTONIC, "first"))
                .doesNotContain(new Offence(Property.MONOTONIC, "later"))
                .endsWith(new Offence(Property.COMMIT_FRESH, "another property"));
    }

    @Test
    void ofALongRaceOnlyWhatChangesSomethingAndTheOffenderAreShown() {
        for (int i = 1; i <= 200; i++) {
            step("reader-" + i, GET, "old", null);
            if (i % 10 == 0) {
                step("writer-" + i, COMMIT, "", null);
            }
        }
        Sequence sequence = sequence(new Violation(Property.MONOTONIC, 2195, "reader-200 returned version 1, but .."));
        assertThat(sequence.lanes()).startsWith("reader-200").hasSizeLessThanOrEqualTo(8);
        assertThat(sequence.events().get(0)).isEqualTo(new Note("left out: 199 reads by others"));
        List<SequenceEvent> last = sequence.events().subList(20, 22);
        assertThat(((Call) last.get(0)).task()).isEqualTo("reader-200");
        assertThat(last.get(1)).isInstanceOf(Offence.class);
    }

    @Test
    void aRaceWithoutEventsHasItsOffenceAllTheSame() {
        assertThat(sequence(new Violation(Property.CONVERGES, 1, "the cache holds version 1"))
                        .events())
                .containsExactly(new Offence(Property.CONVERGES, "the cache holds version 1"));
    }

    private Sequence sequence(Violation... violations) {
        return SequenceFromTrace.sequence("a race", events, List.of(violations));
    }

    private static Call call(Store store, String command, String arguments, String reply, boolean failed) {
        return new Call(Duration.ZERO, "writer", "writer", store, command, arguments, reply, failed);
    }

    private void step(String task, Operation operation, String result, @Nullable Throwable failure) {
        events.add(new Trace.StepTaken(
                new Step(next() - 1, next(), Duration.ZERO, task, false, operation, result, failure)));
    }

    private void ended(String task, @Nullable Object result, @Nullable Throwable failure) {
        events.add(new Trace.Ended(next(), Duration.ZERO, task, result, failure));
    }

    /** Leaves unused moments between two events. */
    private long next() {
        return events.size() * 10L + 10;
    }
}
