package io.github.cacheconsistency.test.scenario;

import io.github.cacheconsistency.test.explore.Execution;
import io.github.cacheconsistency.test.explore.Program;
import io.github.cacheconsistency.test.program.RaceExecution;
import io.github.cacheconsistency.test.program.RaceProgram;
import io.github.cacheconsistency.test.race.Trace;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The program of a scenario. It has the scenario's name, so that its replay ids are distinct from those of other
 * scenarios, and keeps the trace of its last execution. For one thread; close it at the end.
 */
final class RememberedProgram implements Program, AutoCloseable {

    private final String name;
    private final RaceProgram program;
    private Optional<Trace> lastTrace = Optional.empty();

    RememberedProgram(String name, RaceProgram program) {
        this.name = name;
        this.program = program;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<String> tasks() {
        return program.tasks();
    }

    @Override
    public List<Set<Integer>> symmetricTasks() {
        return program.symmetricTasks();
    }

    @Override
    public Execution begin() {
        Execution execution = program.begin();
        lastTrace = execution instanceof RaceExecution race ? Optional.of(race.trace()) : Optional.empty();
        return execution;
    }

    /** The trace of the last execution; empty before the first one. */
    Optional<Trace> lastTrace() {
        return lastTrace;
    }

    @Override
    public void close() {
        program.close();
    }
}
