package io.github.cacheconsistency.test.explore;

import io.github.cacheconsistency.test.explore.Footprint.Use;
import io.github.cacheconsistency.test.oracle.Property;
import io.github.cacheconsistency.test.oracle.Violation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A few tasks with a few random instructions each on a few registers: reads, writes, additions, jumps that depend on
 * the last read, waits for a register, a lock. "Broken" is the parity of registers and of the last reads, so that it
 * depends on the order of steps.
 */
final class RandomProgram implements Program {

    private static final String LOCK = "lock";

    private final List<List<Instruction>> tasks = new ArrayList<>();
    private final boolean tellsState;

    private enum Kind {
        READ,
        WRITE_MEMORY,
        WRITE_IF_EQUAL,
        ADD,
        SKIP_IF_ODD,
        LOCK,
        UNLOCK,
        AWAIT_ODD
    }

    private record Instruction(Kind kind, String register, int operand) {}

    RandomProgram(long seed, boolean tellsState) {
        this.tellsState = tellsState;
        Random random = new Random(seed);
        int count = 2 + random.nextInt(2);
        for (int task = 0; task < count; task++) {
            List<Instruction> instructions = new ArrayList<>();
            int length = 2 + random.nextInt(count == 2 ? 4 : 1);
            for (int step = 0; step < length; step++) {
                instructions.add(
                        new Instruction(Kind.values()[random.nextInt(5)], "r" + random.nextInt(3), random.nextInt(3)));
            }
            if (random.nextInt(3) == 0) {
                instructions.add(random.nextInt(instructions.size()), new Instruction(Kind.LOCK, LOCK, 0));
                instructions.add(new Instruction(Kind.UNLOCK, LOCK, 0));
            }
            tasks.add(instructions);
        }
        // Becomes true eventually, so that a waiting task cannot hang.
        if (random.nextInt(3) == 0) {
            tasks.get(0).add(new Instruction(Kind.WRITE_MEMORY, "flag", 1));
            tasks.get(1).add(0, new Instruction(Kind.AWAIT_ODD, "flag", 0));
        }
    }

    @Override
    public List<String> tasks() {
        return IntStream.range(0, tasks.size()).mapToObj(task -> "task" + task).toList();
    }

    @Override
    public Run begin() {
        return new Run();
    }

    final class Run implements Execution {

        private final Map<String, Integer> registers = new TreeMap<>();
        private final int[] next = new int[tasks.size()];
        private final int[] memory = new int[tasks.size()];

        @Override
        public List<EnabledStep> enabledSteps() {
            List<EnabledStep> enabled = new ArrayList<>();
            for (int task = 0; task < tasks.size(); task++) {
                Instruction instruction = pending(task);
                if (instruction != null && enabled(instruction)) {
                    enabled.add(new EnabledStep(task, instruction + "@" + next[task], false));
                }
            }
            return enabled;
        }

        private @Nullable Instruction pending(int task) {
            return next[task] < tasks.get(task).size() ? tasks.get(task).get(next[task]) : null;
        }

        private boolean enabled(Instruction instruction) {
            int value = registers.getOrDefault(instruction.register(), 0);
            return switch (instruction.kind()) {
                case LOCK -> value == 0;
                case AWAIT_ODD -> value % 2 == 1;
                default -> true;
            };
        }

        @Override
        public StepResult take(EnabledStep choice) {
            int task = choice.task();
            Instruction instruction = tasks.get(task).get(next[task]++);
            String register = instruction.register();
            int value = registers.getOrDefault(register, 0);
            Map<String, Use> touched = new HashMap<>();
            switch (instruction.kind()) {
                case READ -> {
                    memory[task] = value;
                    touched.put(register, Use.READ);
                }
                case WRITE_MEMORY -> write(touched, register, memory[task] + instruction.operand());
                case WRITE_IF_EQUAL -> {
                    touched.put(register, Use.READ);
                    if (value == instruction.operand()) {
                        write(touched, register, memory[task] + 1);
                    }
                }
                case ADD -> {
                    registers.put(register, (value + instruction.operand()) % 4);
                    touched.put(register, Use.ADD);
                }
                case SKIP_IF_ODD -> next[task] += memory[task] % 2 == 1 && canSkip(task) ? 1 : 0;
                case LOCK -> write(touched, register, 1);
                case UNLOCK -> write(touched, register, 0);
                case AWAIT_ODD -> touched.put(register, Use.READ);
            }
            return new StepResult(choice, new Footprint(touched, false), pending(task) == null);
        }

        private boolean canSkip(int task) {
            Instruction instruction = pending(task);
            return instruction != null && instruction.kind().ordinal() <= Kind.SKIP_IF_ODD.ordinal();
        }

        private void write(Map<String, Use> touched, String register, int value) {
            registers.put(register, value % 4);
            touched.put(register, Use.WRITE);
        }

        @Override
        public @Nullable String state() {
            return tellsState ? everything() : null;
        }

        String everything() {
            return registers + Arrays.toString(next) + Arrays.toString(memory);
        }

        @Override
        public List<Violation> violations() {
            List<Violation> violations = new ArrayList<>();
            if (registers.getOrDefault("r0", 0) % 2 == 1) {
                violations.add(new Violation(Property.CONVERGES, 0, everything()));
            }
            if (registers.getOrDefault("r1", 0) > memory[0]) {
                violations.add(new Violation(Property.MONOTONIC, 0, everything()));
            }
            return violations;
        }

        @Override
        public String picture() {
            return everything();
        }

        @Override
        public void close() {}
    }
}
