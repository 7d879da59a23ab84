package io.github.cacheconsistency.mutants;

import static io.github.cacheconsistency.mutants.Changes.answering;
import static io.github.cacheconsistency.mutants.Changes.skipped;
import static io.github.cacheconsistency.mutants.Changes.when;
import static io.github.cacheconsistency.mutants.Guarded.LEASE;
import static org.springframework.transaction.support.TransactionSynchronization.STATUS_ROLLED_BACK;
import static org.springframework.transaction.support.TransactionSynchronization.STATUS_UNKNOWN;

import io.github.cacheconsistency.internal.outbox.OutboxRows;
import io.github.cacheconsistency.internal.write.InvalidationDispatcher;
import java.util.List;
import java.util.Map;

/** Mutants of code that all strategies share: the guards of the read path, transactions, retries, times-to-live. */
final class GuardMutants {

    private static final String TIME_TO_LIVE = "internal.cache.TimeToLivePolicy#timeToLive(Duration,boolean)";

    private GuardMutants() {}

    static List<Mutant> all() {
        return List.of(
                mutant("R19", "single-flight joins any load", "A follower takes the leader's value without looking.")
                        .seededBy(() -> new JoinedLoads().changes()),
                mutant("R20", "single-flight never ends", "A load that has ended still counts as under way.")
                        .at("internal.read.InFlightLoads#complete(CacheKey,InFlightLoad,boolean)", skipped()),
                mutant("R16", "fill from an old snapshot", "What a transaction loads may be filled.")
                        .at(Library.FRESH_SNAPSHOT, answering(true)),
                mutant("R17", "fill from the own transaction", "A transaction fills what it has written itself.")
                        .at(Library.FRESH_SNAPSHOT, answering(true))
                        .at("internal.write.WritePath#wroteInTransaction(CacheKey)", answering(false)),
                mutant("R15", "unknown outcome taken for a rollback", "A commit whose reply was lost changes nothing.")
                        .at("internal.write.WriteSet#isCommitAttempted()", answering(false))
                        .at(
                                "internal.write.WriteSynchronization#afterCompletion(int)",
                                when(
                                        call -> call.<Integer>argument(0) == STATUS_UNKNOWN,
                                        call -> call.proceedWith(0, STATUS_ROLLED_BACK))),
                mutant("R17", "own writes read from the cache", "A transaction hits keys that it has written.")
                        .at("internal.write.WritePath#wroteInTransaction(CacheKey)", answering(false)),
                mutant("R14", "failed delete swallowed", "An invalidation that fails is not tried again.")
                        .at(Library.FAILED, skipped()),
                mutant("R14", "retry forgets the key", "A retry takes its keys off the list and invalidates none.")
                        .at("internal.write.PendingInvalidations#drain()", call -> {
                            call.<Map<?, ?>>field("keys").clear();
                            return true;
                        }),
                mutant("R14", "key trusted while pending", "Hits are believed while an invalidation still waits.")
                        .at("internal.write.PendingInvalidations#contains(CacheKey)", answering(false)),
                mutant("R05", "time-to-live dropped", "Values do not expire.").at(TIME_TO_LIVE, answering(null)),
                mutant("R18", "time-to-live of nulls dropped", "A cached null does not expire.")
                        .at(TIME_TO_LIVE, when(call -> call.<Boolean>argument(1), answering(null))));
    }

    /** Runs at once what {@code clear()} does after the commit. */
    static Change clearsAtOnce() {
        return call -> {
            InvalidationDispatcher writes = call.field("dispatcher");
            writes.clear(call.argument(0), call.argument(1), new OutboxRows());
            return null;
        };
    }

    private static Mutant mutant(String killer, String name, String broken) {
        return Mutant.of(LEASE, killer, name, broken);
    }
}
