package io.github.cacheconsistency.benchmarks.drive;

import io.github.cacheconsistency.benchmarks.contestant.Contestant;
import io.github.cacheconsistency.benchmarks.server.BenchmarkServers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Measures contestants side by side. Each round gives each contestant a slice, in random order, with a slice of the raw
 * client before and after it. A contestant is compared with these two, so that a temporarily slow machine affects both
 * equally. Not thread-safe.
 */
public final class Rounds {

    /** Receives the progress of the run. */
    public interface Listener {

        /** A slice begins. */
        void onSlice(Setting setting, Contestant contestant);

        /** A counted round has ended; {@code series} has grown. */
        void onRound(Series series);

        /** A trial failed. Its completed rounds count, and the next trial follows. */
        void onFailure(Trial trial, RuntimeException failure);
    }

    private final Listener listener;
    private final Random order = new Random(7);

    /**
     * Creates the rounds.
     *
     * @param listener called on the thread that calls {@link #run}
     */
    public Rounds(Listener listener) {
        this.listener = listener;
    }

    /** Runs all trials in order. */
    public void run(List<Trial> trials) {
        try (BenchmarkServers servers = BenchmarkServers.start();
                Crew crew = new Crew();
                OpenNodes nodes = new OpenNodes(servers)) {
            for (Trial trial : trials) {
                try {
                    run(trial, turn -> turn.run(servers, crew, nodes));
                } catch (RuntimeException e) {
                    if (Thread.currentThread().isInterrupted()) {
                        throw e;
                    }
                    listener.onFailure(trial, e);
                }
            }
        }
    }

    private interface Measuring {
        Slice measure(Turn turn);
    }

    private record Turn(Trial trial, Contestant contestant) {

        Slice run(BenchmarkServers servers, Crew crew, OpenNodes nodes) {
            Setting setting = trial.setting();
            crew.servesTo(contestant.id());
            return trial.workload()
                    .run(new Stage(
                            contestant,
                            setting,
                            trial.scale(),
                            servers,
                            crew,
                            index -> nodes.get(contestant, setting.latency(), index),
                            () -> nodes.second(contestant, setting.latency()),
                            () -> nodes.keepOnly(contestant)));
        }
    }

    private void run(Trial trial, Measuring measuring) {
        Series series = new Series(trial);
        Scale scale = trial.scale();
        // In the order of the tables instead of that of the first round.
        trial.participants().forEach(contestant -> series.measurements().put(contestant, new ArrayList<>()));
        for (int round = 0; round < scale.warmups() + scale.rounds(); round++) {
            List<Contestant> turns = round(trial);
            List<Slice> slices = new ArrayList<>();
            for (Contestant contestant : turns) {
                listener.onSlice(trial.setting(), contestant);
                slices.add(measuring.measure(new Turn(trial, contestant)));
            }
            if (round >= scale.warmups()) {
                for (int turn = 0; turn < turns.size(); turn++) {
                    series.add(turns.get(turn), slices.get(turn), ratio(turns, slices, turn));
                }
                listener.onRound(series);
            }
        }
    }

    private static double ratio(List<Contestant> turns, List<Slice> slices, int turn) {
        if (isRaw(turns.get(turn))) {
            return 1;
        }
        if (!isRaw(turns.get(0))) {
            return 0;
        }
        double around = slices.get(turn - 1).throughput() + slices.get(turn + 1).throughput();
        return slices.get(turn).throughput() * 2 / around;
    }

    /**
     * Returns the turns of one round: all participants, shuffled, with the raw client, if it takes part, before and
     * after each.
     */
    private List<Contestant> round(Trial trial) {
        List<Contestant> shuffled = new ArrayList<>(trial.participants());
        Collections.shuffle(shuffled, order);
        List<Contestant> raw = shuffled.stream().filter(Rounds::isRaw).toList();
        List<Contestant> turns = new ArrayList<>(raw);
        for (Contestant contestant : shuffled) {
            if (!isRaw(contestant)) {
                turns.add(contestant);
                turns.addAll(raw);
            }
        }
        return turns;
    }

    private static boolean isRaw(Contestant contestant) {
        return contestant.is(Contestant.RAW);
    }
}
