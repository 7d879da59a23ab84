package io.github.cacheconsistency.peers;

import io.github.cacheconsistency.test.RaceSubject;
import io.github.cacheconsistency.test.explore.ExplorationSettings;
import io.github.cacheconsistency.test.explore.Explorer;
import io.github.cacheconsistency.test.explore.ProgramError;
import io.github.cacheconsistency.test.explore.ProgressListener;
import io.github.cacheconsistency.test.program.RaceProgram;
import io.github.cacheconsistency.test.race.RaceNode;
import io.github.cacheconsistency.test.race.RaceSettings;
import io.github.cacheconsistency.test.scenario.ExploredScenario;
import io.github.cacheconsistency.test.scenario.ExploredScenarios;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.transaction.PlatformTransactionManager;

/** One peer in a context of its own, for exploration. */
final class ExploredPeer implements AutoCloseable {

    /**
     * The scenarios without faults. A fault on the release of a lock in Redis leaves the tasks that wait for the lock
     * polling forever, or until the lock expires: such schedules do not end (R14, R20).
     */
    static final List<ExploredScenario> SCENARIOS = List.of(
            ExploredScenarios.STALE_FILL_AT_EXPIRY,
            ExploredScenarios.READ_BETWEEN_COMMIT_AND_DELETE,
            ExploredScenarios.READ_BEFORE_COMMIT,
            ExploredScenarios.EVICTION_AT_THE_WORST_MOMENT,
            ExploredScenarios.CROSSED_WRITERS);

    private final Peer peer;
    private final ExplorationSettings settings;
    private final ConfigurableApplicationContext context;

    /**
     * Creates the peer.
     *
     * @param budget the time for each scenario
     */
    ExploredPeer(Peer peer, Duration budget) {
        this.peer = peer;
        this.settings = ExplorationSettings.defaults().withBudget(budget);
        this.context = new SpringApplicationBuilder(ExploredPeerApplication.class, peer.configuration())
                .web(WebApplicationType.NONE)
                .properties("spring.main.banner-mode=off")
                .run();
    }

    ExploredRow row(ExploredScenario scenario) {
        try (RaceProgram program = program(scenario)) {
            return ExploredRow.of(
                    peer.id(), scenario.id(), new Explorer(settings, ProgressListener.silent()).explore(program));
        } catch (ProgramError cannotBeExplored) {
            return ExploredRow.unexplored(peer.id(), scenario.id(), String.valueOf(cannotBeExplored.getMessage()));
        }
    }

    /** Creates a new program, which the caller closes. */
    RaceProgram program(ExploredScenario scenario) {
        return new RaceProgram(
                subject(),
                scenario.scope(),
                RaceSettings.DEFAULT,
                List.of(context.getBean(RaceNode.class)),
                context.getBean(PlatformTransactionManager.class));
    }

    private RaceSubject subject() {
        PointsService points = context.getBean(PointsService.class);
        PointsTable table = context.getBean(PointsTable.class);
        return RaceSubject.forCache(PointsService.CACHE)
                .read(() -> Points.version(points.find(1)))
                .write(() -> points.add(1, 5))
                .database(() -> table.version(1))
                .prepare(() -> table.reset(1))
                .build();
    }

    @Override
    public void close() {
        context.close();
    }
}
