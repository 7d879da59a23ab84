package io.github.cacheconsistency.test.explore;

import java.util.List;

/** Runs the schedule that a replay id identifies. */
final class Replayer {

    private final Program program;
    private final ScheduleRunner runner;

    Replayer(Program program, int maxSteps) {
        this.program = program;
        this.runner = new ScheduleRunner(program, maxSteps, true);
    }

    Replay replay(ReplayId id) {
        if (!id.isOf(program)) {
            throw new ProgramError(
                    "The replay id %s belongs to another program: its name and tasks have the hash %s, and those of this one %s. Expected: the program it was found in; found '%s' with the tasks %s."
                            .formatted(
                                    id, id.program(), ReplayId.programHash(program), program.name(), program.tasks()));
        }
        Outcome outcome = runner.run(new Follower(id));
        int length = outcome.schedule().length();
        if (length < id.steps()) {
            throw diverged(id, length, "another step", "the end of all tasks");
        }
        return new Replay(outcome.violations(), outcome.schedule().tasks(), outcome.picture());
    }

    private static ProgramError diverged(ReplayId id, int step, String expected, String found) {
        return new ProgramError("""
                diverged at step %d of %d: expected %s, found %s. The replay id %s was made with other code under test, \
                another version of the kit, or the program is not deterministic. Explore again.\
                """.formatted(step + 1, id.steps(), expected, found, id));
    }

    private final class Follower implements Scheduler {

        private final ReplayId id;
        private final ScheduleCode code;
        private final StepChecks stepChecks = new StepChecks();
        private int check;

        Follower(ReplayId id) {
            this.id = id;
            this.code = id.code();
        }

        @Override
        public EnabledStep choose(Position position, Execution execution) {
            int step = position.step();
            List<EnabledStep> enabled = position.enabledSteps();
            if (step >= id.steps()) {
                throw diverged(id, step, "the end of all tasks", inWords(enabled));
            }
            int rank = code.rank(step, enabled.size());
            if (rank >= enabled.size()) {
                throw diverged(id, step, "at least %d steps to choose from".formatted(rank + 1), inWords(enabled));
            }
            EnabledStep choice = enabled.get(rank);
            char found = stepChecks.next(position, choice);
            if (check < id.checks() && id.checkedStep(check) == step) {
                if (id.check(check) != found) {
                    throw diverged(
                            id,
                            step,
                            "what has the check '%s'%s".formatted(id.check(check), since(step)),
                            "%s, with the check '%s'".formatted(inWords(enabled), found));
                }
                check++;
            }
            return choice;
        }

        private String since(int step) {
            int before = check == 0 ? -1 : id.checkedStep(check - 1);
            return step - before == 1 ? "" : " (the last %d steps have one check)".formatted(step - before);
        }

        private String inWords(List<EnabledStep> enabled) {
            return enabled.stream()
                    .map(choice -> program.tasks().get(choice.task()) + ": " + choice.description())
                    .toList()
                    .toString();
        }
    }
}
