package io.github.cacheconsistency.internal.strategy;

import static io.github.cacheconsistency.internal.read.InMemoryCacheStore.key;
import static io.github.cacheconsistency.internal.read.InMemoryCacheStore.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.ConsistencyProperty;
import io.github.cacheconsistency.RedisFailurePolicy;
import io.github.cacheconsistency.internal.read.AlwaysMisses;
import io.github.cacheconsistency.internal.read.DescribedDelays;
import io.github.cacheconsistency.internal.read.InMemoryCacheStore;
import io.github.cacheconsistency.spi.CacheSettings;
import io.github.cacheconsistency.spi.ConsistencyStrategy;
import io.github.cacheconsistency.spi.Fill;
import io.github.cacheconsistency.spi.FillPermit;
import io.github.cacheconsistency.spi.KeyState;
import io.github.cacheconsistency.spi.LeaseToken;
import io.github.cacheconsistency.spi.LoadDecision;
import io.github.cacheconsistency.spi.Mutation;
import io.github.cacheconsistency.spi.StrategyContext;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.dao.DataAccessResourceFailureException;

/**
 * Which Redis operations make up each step of each protocol, in order: the listings of docs/protocols.md as a table.
 */
class StrategyCallsTest {

    private static final CacheKey KEY = key("1");

    private final InMemoryCacheStore store = new InMemoryCacheStore();
    private final List<String> steps = new ArrayList<>();
    private final AlwaysMisses misses = new AlwaysMisses();
    private boolean rowIsFree = true;
    private boolean databaseFails;

    @ParameterizedTest
    @EnumSource
    void aHitIsOneGet(BuiltInStrategy strategy) {
        store.hold(KEY, value("old", 1));
        assertThat(create(strategy).peek(KEY)).isEqualTo(store.state(KEY));
        assertThat(store.calls()).containsExactly("get 1");
    }

    @ParameterizedTest
    @EnumSource
    void hitsOfSeveralKeysAreOneRoundTrip(BuiltInStrategy strategy) {
        create(strategy).peekAll(List.of(KEY, key("2")));
        assertThat(store.calls()).containsExactly("getAll [1, 2]");
    }

    @ParameterizedTest
    @CsvSource({
        "CACHE_ASIDE,           set 1",
        "DELAYED_DOUBLE_DELETE, set 1",
        "VERSIONED_WRITE,       lease 1 token-1 PT10S; fillOrReplaceOlder 1 token-1",
        "LEASE,                 lease 1 token-1 PT10S; fill 1 token-1",
        "ROW_LOCK_LEASE,        lease 1 token-1 PT10S; probe 1; fill 1 token-1",
    })
    void aMissThatFills(BuiltInStrategy strategy, String calls) {
        ConsistencyStrategy created = create(strategy);
        FillPermit permit = granted(created.prepareLoad(KEY));
        assertThat(created.fill(KEY, permit, value("new", 2), null)).isTrue();
        assertThat(store.calls()).containsExactly(calls.split("; "));
    }

    @ParameterizedTest
    @CsvSource({
        "CACHE_ASIDE,           false, get 1",
        "DELAYED_DOUBLE_DELETE, false, get 1",
        "VERSIONED_WRITE,       true,  getOrLease 1 token-1 PT10S",
        "LEASE,                 true,  getOrLease 1 token-1 PT10S",
        "ROW_LOCK_LEASE,        true,  getOrLease 1 token-1 PT10S; probe 1",
    })
    void anExpectedMissTakesItsLeaseWithTheLookUp(BuiltInStrategy strategy, boolean expected, String calls) {
        ConsistencyStrategy created = create(strategy);
        assertThat(created.expectsMiss(KEY)).isEqualTo(expected);
        assertThat(created.fill(KEY, granted(created.peekOrPrepare(KEY)), value("new"), null))
                .isTrue();
        assertThat(store.calls()).startsWith(calls.split("; "));
    }

    @ParameterizedTest
    @EnumSource
    void whereAMissWasExpectedWrongly(BuiltInStrategy strategy) {
        store.hold(KEY, value("old", 1));
        assertThat(create(strategy).peekOrPrepare(KEY)).isEqualTo(new LoadDecision.Occupied(store.state(KEY)));
        assertThat(store.calls()).hasSize(1).noneMatch(call -> call.startsWith("probe"));
    }

    @Test
    void anExpectedMissOfARowThatIsBeingWrittenGivesItsLeaseBack() {
        rowIsFree = false;
        assertThat(create(BuiltInStrategy.ROW_LOCK_LEASE).peekOrPrepare(KEY)).isInstanceOf(LoadDecision.Refused.class);
        assertThat(store.calls()).containsExactly("getOrLease 1 token-1 PT10S", "probe 1", "release 1 token-1");
    }

    @ParameterizedTest
    @CsvSource({
        "CACHE_ASIDE,           ''",
        "DELAYED_DOUBLE_DELETE, ''",
        "VERSIONED_WRITE,       missed 1; missed 1; found 1",
        "LEASE,                 missed 1; missed 1; found 1; invalidated 1",
        "ROW_LOCK_LEASE,        missed 1; missed 1; found 1; invalidated 1",
    })
    void whatIsExpectedIsLearntFromLookUpsAndFromWritesThatLeaveNothing(BuiltInStrategy strategy, String events) {
        ConsistencyStrategy created = create(strategy);
        created.peek(KEY);
        created.peekOrPrepare(KEY);
        store.hold(KEY, value("cached", 1));
        created.peek(KEY);
        created.afterCommit(List.of(Mutation.update(KEY, value("written", 2), null)));
        assertThat(String.join("; ", misses.told())).isEqualTo(events);
    }

    @ParameterizedTest
    @CsvSource({
        "VERSIONED_WRITE, lease 1 token-1 PT10S; fill 1 token-1",
        "LEASE,           lease 1 token-1 PT10S; fill 1 token-1",
        "ROW_LOCK_LEASE,  lease 1 token-1 PT10S; probe 1; fill 1 token-1",
    })
    void aMissThatFillsNullIsVouchedForByTheLeaseAlone(BuiltInStrategy strategy, String calls) {
        ConsistencyStrategy created = create(strategy);
        created.fill(KEY, granted(created.prepareLoad(KEY)), value("null"), null);
        assertThat(store.calls()).containsExactly(calls.split("; "));
    }

    @ParameterizedTest
    @EnumSource(names = {"VERSIONED_WRITE", "LEASE"})
    void aFillWhoseLeaseWasInvalidatedIsRefused(BuiltInStrategy strategy) {
        ConsistencyStrategy created = create(strategy);
        FillPermit permit = granted(created.prepareLoad(KEY));
        created.afterCommit(List.of(Mutation.invalidation(KEY)));
        assertThat(created.fill(KEY, permit, value("old", 1), null)).isFalse();
        assertThat(store.state(KEY)).isInstanceOf(KeyState.Absent.class);
    }

    @ParameterizedTest
    @CsvSource({
        "CACHE_ASIDE,           ''",
        "DELAYED_DOUBLE_DELETE, ''",
        "VERSIONED_WRITE,       lease 1 token-1 PT10S; release 1 token-1",
        "LEASE,                 lease 1 token-1 PT10S; release 1 token-1",
        "ROW_LOCK_LEASE,        lease 1 token-1 PT10S; probe 1; release 1 token-1",
    })
    void aMissThatIsAbandoned(BuiltInStrategy strategy, String calls) {
        ConsistencyStrategy created = create(strategy);
        created.abandon(KEY, granted(created.prepareLoad(KEY)));
        assertThat(String.join("; ", store.calls())).isEqualTo(calls);
    }

    @ParameterizedTest
    @CsvSource({
        "CACHE_ASIDE,           invalidate [1]",
        "DELAYED_DOUBLE_DELETE, invalidate [1]; later [1] PT0.5S; invalidate [1]",
        "VERSIONED_WRITE,       putIfNewer 1; invalidate []",
        "LEASE,                 invalidate [1]",
        "ROW_LOCK_LEASE,        ''",
    })
    void aWrite(BuiltInStrategy strategy, String calls) {
        write(create(strategy), Mutation.update(KEY, value("new", 2), null));
        assertThat(String.join("; ", steps)).isEqualTo(calls);
    }

    /** Strategies without guarantees store what the application puts, as the stock cache manager does. */
    @ParameterizedTest
    @CsvSource({
        "CACHE_ASIDE,           set 1",
        "DELAYED_DOUBLE_DELETE, invalidate [1]; set 1",
        "VERSIONED_WRITE,       putIfNewer 1; invalidate []",
        "LEASE,                 invalidate [1]",
        "ROW_LOCK_LEASE,        ''",
    })
    void aPut(BuiltInStrategy strategy, String calls) {
        ConsistencyStrategy created = create(strategy);
        write(created, Mutation.put(KEY, value("new", 2), null));
        assertThat(String.join("; ", steps)).isEqualTo(calls);
        assertThat(created.storesPuts()).isEqualTo(calls.endsWith("set 1"));
    }

    @ParameterizedTest
    @CsvSource({
        "CACHE_ASIDE,           invalidate [1]; set 2",
        "DELAYED_DOUBLE_DELETE, later [1] PT0.5S; invalidate [1]; set 2",
    })
    void aPutBesideAnUpdate(BuiltInStrategy strategy, String calls) {
        ConsistencyStrategy created = create(strategy);
        created.afterCommit(
                List.of(Mutation.update(KEY, value("new", 2), null), Mutation.put(key("2"), value("put", 1), null)));
        collect();
        assertThat(String.join("; ", steps)).isEqualTo(calls);
    }

    /** One round trip for the keys whose lease stands. Only the others need a comparison of versions. */
    @Test
    void versionedFillsOfSeveralKeysAreComparedOnlyWhereTheLeaseIsGone() {
        ConsistencyStrategy created = create(BuiltInStrategy.VERSIONED_WRITE);
        List<LoadDecision> taken = created.prepareLoads(List.of(KEY, key("2")));
        store.hold(key("2"), value("theirs", 1));
        store.forgetCalls();

        assertThat(created.fillAll(List.of(
                        new Fill(KEY, granted(taken.get(0)), value("new", 2), null),
                        new Fill(key("2"), granted(taken.get(1)), value("new", 2), null))))
                .containsExactly(true, false);
        assertThat(store.calls()).containsExactly("fill 1 token-1", "fill 2 token-2", "fillOrReplaceOlder 2 token-2");
    }

    @ParameterizedTest
    @CsvSource({
        "CACHE_ASIDE,           invalidate [1]",
        "DELAYED_DOUBLE_DELETE, invalidate [1]; later [1] PT0.5S; invalidate [1]",
        "VERSIONED_WRITE,       invalidate [1]",
        "LEASE,                 invalidate [1]",
        "ROW_LOCK_LEASE,        ''",
    })
    void aWriteWhoseValueIsNotAtHand(BuiltInStrategy strategy, String calls) {
        write(create(strategy), Mutation.invalidation(KEY));
        assertThat(String.join("; ", steps)).isEqualTo(calls);
    }

    @ParameterizedTest
    @CsvSource({
        "CACHE_ASIDE,           ''",
        "DELAYED_DOUBLE_DELETE, clear later points points::* PT0.5S",
        "VERSIONED_WRITE,       ''",
        "LEASE,                 ''",
        "ROW_LOCK_LEASE,        ''",
    })
    void aClear(BuiltInStrategy strategy, String calls) {
        create(strategy).afterClear("points::*".getBytes(StandardCharsets.UTF_8));
        collect();
        assertThat(String.join("; ", steps)).isEqualTo(calls);
    }

    @ParameterizedTest
    @CsvSource({
        "CACHE_ASIDE,           true,  ''",
        "DELAYED_DOUBLE_DELETE, true,  ''",
        "VERSIONED_WRITE,       false, lease 1 token-1 PT10S",
        "LEASE,                 false, lease 1 token-1 PT10S",
        "ROW_LOCK_LEASE,        false, lease 1 token-1 PT10S",
    })
    void aKeyThatHoldsSomebodysLease(BuiltInStrategy strategy, boolean mayLoad, String calls) {
        store.hold(KEY, new KeyState.Lease(new LeaseToken("somebody")));
        ConsistencyStrategy created = create(strategy);
        assertThat(created.peek(KEY) instanceof KeyState.Absent).isEqualTo(mayLoad);
        store.forgetCalls();
        assertThat(created.prepareLoad(KEY) instanceof LoadDecision.Granted).isEqualTo(mayLoad);
        assertThat(String.join("; ", store.calls())).isEqualTo(calls);
    }

    @ParameterizedTest
    @CsvSource({
        "CACHE_ASIDE,           ''",
        "DELAYED_DOUBLE_DELETE, ''",
        "VERSIONED_WRITE,       'leaseAll [1, 2] PT10S'",
        "LEASE,                 'leaseAll [1, 2] PT10S'",
        "ROW_LOCK_LEASE,        'leaseAll [1, 2] PT10S; probe 1; probe 2'",
    })
    void missesOfSeveralKeys(BuiltInStrategy strategy, String calls) {
        create(strategy).prepareLoads(List.of(KEY, key("2")));
        assertThat(String.join("; ", store.calls())).isEqualTo(calls);
    }

    @ParameterizedTest
    @EnumSource(names = {"VERSIONED_WRITE", "LEASE"})
    void missesOfSeveralKeysOfWhichOneHoldsSomebodysLease(BuiltInStrategy strategy) {
        store.hold(KEY, new KeyState.Lease(new LeaseToken("somebody")));
        assertThat(create(strategy).prepareLoads(List.of(KEY, key("2"))))
                .hasExactlyElementsOfTypes(LoadDecision.Occupied.class, LoadDecision.Granted.class);
    }

    @ParameterizedTest
    @CsvSource({
        "CACHE_ASIDE,           true,  false, ''",
        "DELAYED_DOUBLE_DELETE, true,  false, ''",
        "VERSIONED_WRITE,       false, true,  CONVERGES NO_STALE_AFTER_ACK",
        "LEASE,                 false, false, CONVERGES NO_STALE_AFTER_ACK",
        "ROW_LOCK_LEASE,        false, false, COMMIT_FRESH CONVERGES MONOTONIC NO_STALE_AFTER_ACK",
    })
    void whatItPromises(BuiltInStrategy strategy, boolean fillsInside, boolean versions, String guarantees) {
        ConsistencyStrategy created = create(strategy);
        assertThat(created.name()).isEqualTo(strategy.strategyName());
        assertThat(created.fillsInsideTransaction()).isEqualTo(fillsInside);
        assertThat(created.usesVersions()).isEqualTo(versions);
        Set<ConsistencyProperty> promised = created.guarantees();
        assertThat(String.join(" ", promised.stream().map(Enum::name).sorted().toList()))
                .isEqualTo(guarantees);
    }

    @Test
    void aRowThatIsBeingWrittenIsLoadedButNotFilled() {
        rowIsFree = false;
        assertThat(create(BuiltInStrategy.ROW_LOCK_LEASE).prepareLoad(KEY)).isInstanceOf(LoadDecision.Refused.class);
        assertThat(store.calls()).containsExactly("lease 1 token-1 PT10S", "probe 1", "release 1 token-1");
    }

    @Test
    void aRowThatCannotBeProbedIsLoadedButNotFilled() {
        databaseFails = true;
        assertThat(create(BuiltInStrategy.ROW_LOCK_LEASE).prepareLoad(KEY))
                .isInstanceOf(LoadDecision.ProbeFailed.class);
        assertThat(store.calls()).containsExactly("lease 1 token-1 PT10S", "probe 1", "release 1 token-1");
    }

    @Test
    void aDatabaseThatHasFailedOneProbeOfABatchIsNotAskedAgain() {
        databaseFails = true;
        assertThat(create(BuiltInStrategy.ROW_LOCK_LEASE).prepareLoads(List.of(KEY, key("2"))))
                .hasOnlyElementsOfType(LoadDecision.ProbeFailed.class);
        assertThat(store.calls())
                .containsExactly("leaseAll [1, 2] PT10S", "probe 1", "release 1 token-1", "release 2 token-2");
    }

    @ParameterizedTest
    @EnumSource
    void onlyRowLockLeaseFillsAsynchronously(BuiltInStrategy strategy) {
        assertThat(create(strategy).fillsAsynchronously()).isEqualTo(strategy == BuiltInStrategy.ROW_LOCK_LEASE);
    }

    @ParameterizedTest
    @EnumSource
    void onlyRowLockLeaseInvalidatesBeforeTheCommit(BuiltInStrategy strategy) {
        assertThat(create(strategy).invalidatesBeforeCommit()).isEqualTo(strategy == BuiltInStrategy.ROW_LOCK_LEASE);
    }

    private void write(ConsistencyStrategy strategy, Mutation mutation) {
        strategy.beforeWrite(List.of(mutation.key()));
        collect();
        strategy.afterCommit(List.of(mutation));
        collect();
    }

    private void collect() {
        steps.addAll(store.calls());
        store.forgetCalls();
    }

    private static FillPermit granted(LoadDecision decision) {
        return ((LoadDecision.Granted) decision).permit();
    }

    private ConsistencyStrategy create(BuiltInStrategy strategy) {
        CacheSettings settings = new CacheSettings(
                true,
                strategy.strategyName(),
                null,
                Duration.ofMinutes(1),
                0,
                Duration.ofSeconds(10),
                Duration.ofSeconds(60),
                Duration.ofSeconds(1),
                Duration.ofMillis(500),
                "version",
                Duration.ZERO,
                RedisFailurePolicy.FAIL_WRITE,
                "points.id");
        AtomicInteger tokens = new AtomicInteger();
        return strategy.create(new StrategyContext(
                "points",
                settings,
                store,
                () -> new LeaseToken("token-" + tokens.incrementAndGet()),
                new DescribedDelays(description -> {
                    collect();
                    steps.add(description);
                }),
                () -> key -> {
                    store.record("probe " + key);
                    if (databaseFails) {
                        throw new DataAccessResourceFailureException("the database is away");
                    }
                    return rowIsFree;
                },
                misses));
    }
}
