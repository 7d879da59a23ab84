package io.github.cacheconsistency.mutants;

import static io.github.cacheconsistency.mutants.Changes.skipped;
import static io.github.cacheconsistency.mutants.Changes.when;
import static io.github.cacheconsistency.mutants.Guarded.VERSIONED_WRITE;
import static org.springframework.transaction.support.TransactionSynchronization.STATUS_COMMITTED;
import static org.springframework.transaction.support.TransactionSynchronization.STATUS_ROLLED_BACK;

import io.github.cacheconsistency.internal.write.InvalidationDispatcher;
import io.github.cacheconsistency.spi.KeyState;
import io.github.cacheconsistency.spi.Mutation;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/** Mutants of {@code versioned-write}. */
final class VersionedMutants {

    private static final String AFTER_COMMIT = "internal.strategy.VersionedWriteStrategy#afterCommit(Collection)";
    private static final String PUT_IF_NEWER =
            "internal.redis.SpringDataCacheStore#putIfNewer(CacheKey,Value,Duration)";
    private static final String NEITHER_VALUE = "if not held_version then";
    private static final String NEWER = "elseif held_version < version_of(ARGV[1]) then";
    private static final String PUT = "redis.call('SET', KEYS[1], ARGV[1], unpack(ARGV, 5)) return 1 else";

    private VersionedMutants() {}

    static List<Mutant> all() {
        return List.of(
                mutant("R02", "put skipped", "A write leaves the cache as it is.")
                        .at(AFTER_COMMIT, skipped()),
                mutant("R03", "put before the commit", "The new value is published before the commit.")
                        .at(Library.BEFORE_COMMIT, Library.thenTheCacheStep()),
                mutant("R15", "rollback leaves a put", "The value of a transaction that is rolled back is published.")
                        .at(
                                "internal.write.WriteSynchronization#afterCompletion(int)",
                                when(
                                        call -> call.<Integer>argument(0) == STATUS_ROLLED_BACK,
                                        call -> call.proceedWith(0, STATUS_COMMITTED))),
                mutant("R15", "unknown outcome published", "A value whose commit may have failed is published.")
                        .at(
                                "internal.write.InvalidationDispatcher#applyWithUnknownOutcome(GuardedCache,Collection,OutboxRows)",
                                call -> {
                                    ((InvalidationDispatcher) call.target())
                                            .apply(call.argument(0), call.argument(1), call.argument(2));
                                    return null;
                                }),
                mutant("R15", "key without value kept", "A change whose value is not at hand invalidates nothing.")
                        .at(AFTER_COMMIT, when(VersionedMutants::hasNoValue, skipped())),
                mutant("R02", "version from before the write", "The new value carries the version it replaces.")
                        .at(PUT_IF_NEWER, call -> {
                            KeyState.Value value = call.argument(1);
                            long version = Objects.requireNonNull(value.version());
                            return call.proceedWith(1, new KeyState.Value(value.payload(), version - 1));
                        }),
                mutant("R08", "put into an absent key", "PUT-IF-NEWER stores into a key that holds nothing.")
                        .at(Scripts.EXECUTE, Scripts.with(NEITHER_VALUE, "if not held then " + PUT + NEITHER_VALUE)),
                mutant("R12", "put over a lease", "PUT-IF-NEWER stores over a lease.")
                        .at(
                                Scripts.EXECUTE,
                                Scripts.with(
                                        NEITHER_VALUE,
                                        "if held and string.sub(held, 1, 10) == '\\0cc:lease:' then " + PUT
                                                + NEITHER_VALUE)),
                mutant("R12", "put over a newer value", "PUT-IF-NEWER does not compare.")
                        .at(Scripts.EXECUTE, Scripts.with(NEWER, "elseif true then")),
                mutant("R02", "comparison turned round", "PUT-IF-NEWER replaces newer values and keeps older ones.")
                        .at(Scripts.EXECUTE, Scripts.with(NEWER, NEWER.replace('<', '>'))),
                mutant("R05", "time-to-live of a put dropped", "A value that a write has put does not expire.")
                        .at(PUT_IF_NEWER, call -> call.proceedWith(2, null)),
                mutant("R01", "token not checked", "A fill asks for no lease.")
                        .at(
                                "internal.redis.SpringDataCacheStore#fillOrReplaceOlder(CacheKey,LeaseToken,Value,Duration)",
                                Library.fillsUnconditionally()),
                mutant("R18", "token of a null not checked", "The fill of a null asks for no lease.")
                        .at(Library.FILL, Library.fillsUnconditionally()));
    }

    private static Mutant mutant(String killer, String name, String broken) {
        return Mutant.of(VERSIONED_WRITE, killer, name, broken);
    }

    private static boolean hasNoValue(Call call) {
        Collection<Mutation> mutations = call.argument(0);
        return mutations.stream().allMatch(mutation -> mutation.newValue() == null);
    }
}
