package io.github.cacheconsistency.test.explore;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Runs a search to its end, and collects the final states of its complete schedules. */
final class EndsOf {

    private final ScheduleRunner runner;
    private final Function<Execution, String> stateOf;
    /** For each final state, the fewest preemptions of the schedules that ended in it. */
    private final Map<String, Integer> fewestPreemptions = new TreeMap<>();

    private final TreeSet<String> broken = new TreeSet<>();
    private int schedules;
    private int complete;

    private EndsOf(Program program, Function<Execution, String> stateOf) {
        this.runner = new ScheduleRunner(program, 1000);
        this.stateOf = stateOf;
    }

    static EndsOf depthFirst(Program program, SleepSetSearch.Reduction reduction, Function<Execution, String> stateOf) {
        EndsOf ends = new EndsOf(program, stateOf);
        SleepSetSearch search = new SleepSetSearch(reduction);
        do {
            ends.run(search);
        } while (search.advance());
        return ends;
    }

    static EndsOf bounded(Program program, boolean knowsStates, Function<Execution, String> stateOf) {
        EndsOf ends = new EndsOf(program, stateOf);
        BoundedSearch search = new BoundedSearch(knowsStates);
        do {
            while (search.advance()) {
                ends.run(search);
            }
        } while (search.raise());
        return ends;
    }

    private void run(Scheduler scheduler) {
        Watched watched = new Watched(scheduler);
        Outcome outcome = runner.run(watched);
        schedules++;
        if (outcome.complete()) {
            complete++;
            fewestPreemptions.merge(watched.end(), outcome.schedule().preemptions(), Math::min);
            outcome.violations().forEach(violation -> broken.add(violation.property() + " in " + watched.end()));
        }
    }

    Set<String> states() {
        return fewestPreemptions.keySet();
    }

    Map<String, Integer> fewestPreemptions() {
        return fewestPreemptions;
    }

    Set<String> broken() {
        return broken;
    }

    int schedules() {
        return schedules;
    }

    int complete() {
        return complete;
    }

    /** Keeps the execution, to get its final state. */
    private final class Watched implements Scheduler {

        private final Scheduler scheduler;
        private @Nullable Execution execution;

        Watched(Scheduler scheduler) {
            this.scheduler = scheduler;
        }

        @Override
        public @Nullable EnabledStep choose(Position position, Execution running) {
            execution = running;
            return scheduler.choose(position, running);
        }

        @Override
        public void stepTaken(Position position, StepResult result) {
            scheduler.stepTaken(position, result);
        }

        String end() {
            return execution == null ? "" : stateOf.apply(execution);
        }
    }
}
