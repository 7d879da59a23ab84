package io.github.cacheconsistency.mutants;

import static io.github.cacheconsistency.mutants.Changes.answering;
import static io.github.cacheconsistency.mutants.Changes.skipped;
import static io.github.cacheconsistency.mutants.Changes.when;
import static io.github.cacheconsistency.mutants.Guarded.LEASE;

import io.github.cacheconsistency.coordination.CommittedWrites;
import io.github.cacheconsistency.coordination.OutboxRows;
import java.util.List;
import java.util.Map;

/** Mutants of what stands around every strategy: the guards of the read path, transactions, retries, times-to-live. */
final class GuardMutants {

    private GuardMutants() {}

    static List<Mutant> all() {
        return List.of(
                mutant("R19", "single-flight joins any load", "A follower takes the leader's value without looking.")
                        .seededBy(() -> new JoinedLoads().changes()),
                mutant("R20", "single-flight never ends", "A load that has ended still counts as under way.")
                        .at("coordination.Flights#land(CacheKey,Flight)", skipped()),
                mutant("R16", "fill from an old snapshot", "What a transaction loads may be filled.")
                        .at(Library.FRESH_SNAPSHOT, answering(true)),
                mutant("R17", "fill from the own transaction", "A transaction fills what it has written itself.")
                        .at(Library.FRESH_SNAPSHOT, answering(true))
                        .at("transaction.WritePath#wroteInTransaction(CacheKey)", answering(false)),
                mutant("R15", "unknown outcome taken for a rollback", "A commit whose reply was lost changes nothing.")
                        .at("transaction.WriteSet#isCommitAttempted()", answering(false)),
                mutant("R14", "failed delete swallowed", "An invalidation that fails is not tried again.")
                        .at(Library.FAILED, skipped()),
                mutant("R14", "retry forgets the key", "A retry takes its keys off the list and invalidates none.")
                        .at("coordination.PendingInvalidations#drain()", call -> {
                            call.<Map<?, ?>>field("keys").clear();
                            return true;
                        }),
                mutant("R14", "only one retry", "A retry that fails is the last one.")
                        .seededBy(OneRetry::changes),
                mutant("R14", "key trusted while pending", "Hits are believed while an invalidation still waits.")
                        .at("coordination.PendingInvalidations#contains(CacheKey)", answering(false)),
                mutant("R05", "time-to-live dropped", "Values do not expire.")
                        .at("coordination.TimeToLivePolicy#timeToLive(Duration,boolean)", answering(null)));
    }

    /** What {@code clear()} does after the commit, at once. */
    static Change clearsAtOnce() {
        return call -> {
            CommittedWrites writes = call.field("committedWrites");
            writes.clear(call.argument(0), call.argument(1), new OutboxRows());
            return null;
        };
    }

    private static Mutant mutant(String killer, String name, String broken) {
        return Mutant.of(LEASE, killer, name, broken);
    }

    /** Whether this thread is inside a retry. */
    private static final class OneRetry {

        private final ThreadLocal<Boolean> retrying = ThreadLocal.withInitial(() -> false);

        static Map<Place, Change> changes() {
            OneRetry state = new OneRetry();
            return Map.of(
                    new Place("coordination.PendingInvalidations#retry()"),
                    call -> {
                        state.retrying.set(true);
                        try {
                            return call.proceed();
                        } finally {
                            state.retrying.remove();
                        }
                    },
                    new Place("coordination.PendingInvalidations#scheduleRetry()"),
                    when(call -> state.retrying.get(), skipped()));
        }
    }
}
