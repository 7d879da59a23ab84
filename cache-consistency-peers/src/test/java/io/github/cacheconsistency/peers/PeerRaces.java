package io.github.cacheconsistency.peers;

import io.github.cacheconsistency.build.ProvokesLog;
import io.github.cacheconsistency.test.RaceSubject;
import io.github.cacheconsistency.test.race.RaceNode;
import io.github.cacheconsistency.test.race.RaceSettings;
import io.github.cacheconsistency.test.race.RaceStalledError;
import io.github.cacheconsistency.test.scenario.Outcome;
import io.github.cacheconsistency.test.scenario.RaceLab;
import io.github.cacheconsistency.test.scenario.Scenario;
import io.github.cacheconsistency.test.scenario.Strategy;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.opentest4j.TestAbortedException;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.transaction.PlatformTransactionManager;

/** The bundled scenarios on one peer. A verdict that is worse or better than in {@link ExpectedPeerVerdicts} fails. */
@Tag("full")
@SpringBootTest(classes = PeerApplication.class)
@ExtendWith(ScoreboardExtension.class)
// Races that kill writers and stop Redis provoke these messages; the traces contain them.
@ProvokesLog("org.springframework.jdbc.support.JdbcTransactionManager")
@ProvokesLog("org.springframework.transaction.support")
@ProvokesLog("com.zaxxer.hikari.pool.ProxyConnection")
@ProvokesLog("com.alicp.jetcache.AbstractCache")
abstract class PeerRaces {

    /** A task that waits for a lock inside this JVM can only be detected by its lack of progress. */
    private static final Duration WATCHDOG_WHERE_LOCKS_ARE_EXPECTED = Duration.ofSeconds(3);

    /** Long enough for a busy machine: an unexpected stall is a wrong verdict. */
    private static final Duration PATIENT_WATCHDOG = Duration.ofMinutes(1);

    private final Peer peer;

    @Autowired
    private PointsService points;

    @Autowired
    private PointsTable table;

    @Autowired
    private StringRedisTemplate redis;

    @Autowired
    private RaceNode node;

    @Autowired
    private HeldLocks locks;

    @Autowired
    private PlatformTransactionManager transactions;

    PeerRaces(Peer peer) {
        this.peer = peer;
    }

    static Stream<Named<Scenario>> scenarios() {
        return PeerScenarios.all().stream()
                .map(scenario ->
                        Named.of(scenario.id() + " " + scenario.getClass().getSimpleName(), scenario));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenarios")
    void showsWhatIsWrittenDown(Scenario scenario, Scoreboard scoreboard) {
        Cell expected = ExpectedPeerVerdicts.of(scenario.id(), peer);
        RaceLab lab =
                new RaceLab(subject(), Strategy.UNGUARDED, List.of(node), settings(expected), transactions, scenario);

        Sighting sighting = run(scenario, lab);

        scoreboard.add(new PeerVerdict(
                scenario.id(), peer, expected, sighting.cell(), lab.outcomes().size()));
        if (!sighting.cell().equals(expected)) {
            throw new AssertionError(
                    "%s on %s shows '%s', and not '%s'. If the peer has changed, change ExpectedPeerVerdicts and the scoreboard.%n%s"
                            .formatted(scenario.id(), peer.id(), sighting.cell(), expected, sequences(lab)),
                    sighting.end());
        }
    }

    /**
     * An observation.
     *
     * @param cell the observed marks
     * @param end the exception that ended the scenario early, or {@code null}
     */
    private record Sighting(Cell cell, @Nullable Throwable end) {}

    private Sighting run(Scenario scenario, RaceLab lab) {
        Set<Mark> marks = EnumSet.noneOf(Mark.class);
        int lockedBefore = locks.count();
        long loadsBefore = table.loads();
        Throwable end = null;
        try {
            scenario.run(lab);
        } catch (TestAbortedException cannotTakePart) {
            return new Sighting(new Cell(EnumSet.of(Mark.NOT_RUN)), cannotTakePart);
        } catch (RaceStalledError insideTheJvm) {
            end = insideTheJvm;
            marks.add(Mark.LOCKED);
        } catch (AssertionError failed) {
            end = failed;
            if (!(failed.getCause() instanceof LockHeldError)) {
                marks.add(Mark.FAILS);
            }
        }
        if (locks.count() > lockedBefore) {
            marks.add(Mark.LOCKED);
        }
        if (scenario.id().equals("R11") && table.loads() - loadsBefore > loadsWithoutHerd(lab)) {
            marks.add(Mark.HERD);
        }
        lab.broken().forEach(property -> marks.add(Mark.broken(property)));
        return new Sighting(new Cell(marks), end);
    }

    private static RaceSettings settings(Cell expected) {
        return expected.marks().contains(Mark.LOCKED)
                ? new RaceSettings(WATCHDOG_WHERE_LOCKS_ARE_EXPECTED, RaceSettings.DEFAULT.window())
                : new RaceSettings(PATIENT_WATCHDOG, RaceSettings.DEFAULT.window());
    }

    /**
     * The number of loads without a herd: each variant loads both entries once at the beginning, and one of them again
     * after it has expired.
     */
    private static long loadsWithoutHerd(RaceLab lab) {
        return lab.outcomes().size() * 3L;
    }

    private RaceSubject subject() {
        RaceSubject.Builder subject = RaceSubject.forCache(PointsService.CACHE)
                .read(() -> Points.version(points.find(1)))
                .write(() -> points.add(1, 5))
                .database(() -> table.version(1))
                .prepare(() -> prepare(true))
                .nullRace(() -> prepare(false), () -> points.create(1))
                .second(() -> Points.version(points.find(2)), () -> table.version(2), () -> points.addToBoth(1, 2));
        if (ExpectedPeerVerdicts.hasTimeToLives(peer)) {
            subject.timeToLive(Duration.ofSeconds(PointsService.TIME_TO_LIVE_SECONDS));
        }
        if (ExpectedPeerVerdicts.canClear(peer)) {
            subject.writeAndClear(() -> points.addAndClear(1));
        }
        return subject.build();
    }

    /** Also removes the remains of killed tasks in Redis: values, and locks that would never be released. */
    private void prepare(boolean firstExists) {
        redis.delete(redis.keys("*" + PointsService.CACHE + "*"));
        table.reset(2);
        if (firstExists) {
            table.reset(1);
        } else {
            table.remove(1);
        }
    }

    private static String sequences(RaceLab lab) {
        return lab.outcomes().stream()
                .map(outcome -> "Variant: " + outcome.variant() + ", " + broken(outcome) + "\n" + outcome.sequence())
                .collect(Collectors.joining("\n"));
    }

    private static Cell broken(Outcome outcome) {
        return Cell.broken(outcome.violations().stream()
                .map(violation -> violation.property())
                .toList());
    }
}
