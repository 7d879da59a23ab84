package io.github.cacheconsistency.test;

import io.github.cacheconsistency.test.race.Race;
import io.github.cacheconsistency.test.race.RaceNode;
import io.github.cacheconsistency.test.race.RaceSettings;
import java.util.List;

/**
 * Starts races on the beans of an application context. It is a bean if {@link RaceKitConfiguration} is imported; inject
 * it to force orders of your own:
 *
 * <pre>{@code
 * try (Race race = races.start()) {
 *     RaceTask reader = race.task("reader", () -> service.find(1)).runUntilAfter(databaseRead());
 *     race.run("writer", () -> service.change(1));
 *     reader.runToEnd();
 *     assertThat(race.run("late reader", () -> service.find(1))).as(race.trace()::print).isEqualTo(changed);
 * }
 * }</pre>
 */
public final class Races {

    private final RaceSettings settings;
    private final RaceNode node;

    Races(RaceSettings settings, RaceNode node) {
        this.settings = settings;
        this.node = node;
    }

    /**
     * Takes over the context's connections and time; close the race to release them.
     *
     * @throws IllegalStateException if another race has not been closed
     */
    public Race start() {
        return new Race(settings, List.of(node));
    }

    RaceSettings settings() {
        return settings;
    }

    RaceNode node() {
        return node;
    }
}
