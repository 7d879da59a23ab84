package io.github.cacheconsistency.benchmarks.drive;

import io.github.cacheconsistency.benchmarks.contestant.Contestant;
import io.github.cacheconsistency.benchmarks.server.BenchmarkServers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Measures contestants side by side: each round gives each of them a slice, in an order of its own, with a slice of the raw
 * client before and after. A contestant is compared with these two, so that a machine that is slow for a while slows both.
 * Not thread-safe.
 */
public final class Rounds {

    /** Is told how far the run is. */
    public interface Listener {

        /** A slice begins. */
        void onSlice(Setting setting, Contestant contestant);

        /** A round that counts is over; {@code series} has grown. */
        void onRound(Series series);

        /** A trial cannot go on; what it has measured counts, and the next one follows. */
        void onFailure(Trial trial, RuntimeException failure);
    }

    private final Listener listener;
    private final Random order = new Random(7);

    /** @param listener is called by the thread that calls {@link #run} */
    public Rounds(Listener listener) {
        this.listener = listener;
    }

    /** Runs all of them, one after the other. */
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
        // The order of the tables, and not that of the first round.
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

    /** The turns of one round: all that take part, shuffled; the raw client, if it does, before and after each. */
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
