package io.github.cacheconsistency.mutants;

import static io.github.cacheconsistency.mutants.Changes.answering;
import static io.github.cacheconsistency.mutants.Changes.skipped;
import static io.github.cacheconsistency.mutants.Guarded.DELAYED_DOUBLE_DELETE;
import static io.github.cacheconsistency.mutants.Guarded.LEASE;
import static io.github.cacheconsistency.mutants.Guarded.LEASE_REPLICA;
import static io.github.cacheconsistency.mutants.Guarded.ROW_LOCK_LEASE;
import static io.github.cacheconsistency.mutants.Guarded.ROW_LOCK_REPLICA;
import static io.github.cacheconsistency.mutants.Guarded.VERSIONED_WRITE;

import java.util.List;

/**
 * A mutant that no scenario kills. It is not counted, and runs with the matrix to check that it still survives.
 *
 * @param equivalent whether it breaks no property
 * @param why the reason
 */
record Survivor(Mutant mutant, boolean equivalent, String why) {

    private static final String FILL_OVER = "(held_version and new_version and held_version < new_version)";
    private static final String PUT_OVER = "elseif held_version < version_of(ARGV[1]) then";
    private static final String TOMBSTONE_TIME = "math.max(left, tonumber(milliseconds), 1)";

    static List<Survivor> all() {
        return List.of(
                equivalent(
                        mutant(VERSIONED_WRITE, "`<=` in PUT-IF-NEWER", "Replaces a value of the same version.")
                                .at(Scripts.EXECUTE, Scripts.with(PUT_OVER, PUT_OVER.replace("<", "<="))),
                        "Values of the same version are the same."),
                equivalent(
                        mutant(VERSIONED_WRITE, "`<=` in the fill", "Fills over a value of the same version.")
                                .at(Scripts.EXECUTE, Scripts.with(FILL_OVER, FILL_OVER.replace("<", "<="))),
                        "Values of the same version are the same."),
                equivalent(
                        mutant(DELAYED_DOUBLE_DELETE, "first delete lost", "Nothing is deleted before the write.")
                                .at(Library.BEFORE_WRITE, skipped()),
                        "Until the commit a reader may fill the old value again: the first delete promises nothing."),
                equivalent(
                        mutant(ROW_LOCK_LEASE, "release without token", "Deletes whatever the key holds.")
                                .at(Library.RELEASE, Library.deletes()),
                        "Where there are no tombstones, a needless delete costs a load and breaks nothing."),
                uncovered(
                        mutant(
                                        ROW_LOCK_LEASE,
                                        "lease kept after a refusal",
                                        "A reader that may not fill keeps its lease.")
                                .at("internal.strategy.LeasedReads#abandon(CacheKey,FillPermit)", skipped()),
                        "Readers wait until the lease ends, which nothing renews; no scenario counts how long."),
                uncovered(
                        mutant(VERSIONED_WRITE, "fill over a newer value", "A fill replaces any value with a version.")
                                .at(Scripts.EXECUTE, Scripts.with(FILL_OVER, "(held_version and new_version)")),
                        "On one node no reader fills a key while another load of it is in flight; it takes two nodes."),
                uncovered(
                        mutant(LEASE, "only one retry", "A retry that fails is the last one.")
                                .seededBy(() -> new OneRetry().changes()),
                        "The node itself distrusts the key for ever; only another node could hit the old value."),
                uncovered(
                        mutant(LEASE, "commit not noted", "A rollback that succeeds after a lost COMMIT is believed.")
                                .at("internal.write.WriteSet#isCommitAttempted()", answering(false)),
                        "Where a race loses the reply of a COMMIT the connection is lost, too, and no rollback succeeds."),
                uncovered(
                        mutant(
                                        LEASE_REPLICA,
                                        "tombstone of half the lag",
                                        "A tombstone does not last as long as the lag.")
                                .at(
                                        Scripts.EXECUTE,
                                        Scripts.with(
                                                TOMBSTONE_TIME,
                                                TOMBSTONE_TIME.replace(
                                                        "tonumber(milliseconds)",
                                                        "math.floor(tonumber(milliseconds) / 2)"))),
                        "No scenario knows the lag, so none lets time pass before the replica has caught up."),
                uncovered(
                        mutant(ROW_LOCK_REPLICA, "no tombstone after the commit", "Only the step before it leaves one.")
                                .at("internal.strategy.RowLockLeaseStrategy#afterCommit(Collection)", skipped()),
                        "It matters where a COMMIT takes more than two seconds."));
    }

    private static Mutant mutant(Guarded guarded, String name, String broken) {
        return Mutant.of(guarded, "none", name, broken);
    }

    private static Survivor equivalent(Mutant mutant, String why) {
        return new Survivor(mutant, true, why);
    }

    private static Survivor uncovered(Mutant mutant, String why) {
        return new Survivor(mutant, false, why);
    }
}
