package io.github.cacheconsistency.test.explore;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Identifies one schedule of one program: at most {@value #LONGEST} characters, each of them a letter, a digit, or one
 * of {@code . - _}, so that it needs no escaping in URLs, command lines and chats.
 *
 * <pre>
 * r1.x7Ka2.jM0aZ3.Qwe4..
 *  |   |   |  |     +-- six check bits for each step, or for every second, third, .. step of a long schedule
 *  |   |   |  +-------- M or D, and the schedule: where it deviates from the default order, see ScheduleCode
 *  |   |   +----------- the number of steps, to the base 36
 *  |   +--------------- a hash of the program's name and the names of its tasks
 *  +------------------- the version of this format
 * </pre>
 */
public final class ReplayId {

    /** The greatest length. */
    public static final int LONGEST = 80;

    private static final String FORMAT = "1";
    private static final int PROGRAM_CHARACTERS = 5;
    private static final int FEWEST_CHECKS = 4;
    private static final Pattern VERSION = Pattern.compile("r([0-9]+)\\..*");
    private static final Pattern PARTS =
            Pattern.compile("r1\\.([\\w-]{" + PROGRAM_CHARACTERS + "})\\.([0-9a-z]{1,4})([MD][\\w-]*)\\.([\\w-]*)");

    private final String text;
    private final String program;
    private final int steps;
    private final String code;
    private final String checks;

    private ReplayId(String text, Matcher parts) {
        this.text = text;
        this.program = parts.group(1);
        this.steps = Integer.parseInt(parts.group(2), 36);
        this.code = parts.group(3);
        this.checks = parts.group(4);
    }

    /** Whether {@code text} looks like an id of any version; ids of forced orders begin differently. */
    public static boolean looksLike(String text) {
        return VERSION.matcher(text).matches();
    }

    /**
     * Reads an id.
     *
     * @throws IllegalArgumentException if it is not an id, or was made by another version of the kit
     */
    public static ReplayId parse(String text) {
        Matcher version = VERSION.matcher(text);
        if (version.matches() && !version.group(1).equals(FORMAT)) {
            throw new IllegalArgumentException(
                    "The replay id '%s' has format %s, and this version of the race kit reads format %s: it was made by another version of the kit. Replay it with that one, or explore again."
                            .formatted(text, version.group(1), FORMAT));
        }
        Matcher parts = PARTS.matcher(text);
        if (text.length() > LONGEST || !parts.matches()) {
            throw new IllegalArgumentException(
                    "'%s' is not a replay id; expected something like r1.x7Ka2.jM0aZ3.Qwe4, at most %d characters. Was it cut off?"
                            .formatted(text, LONGEST));
        }
        return new ReplayId(text, parts);
    }

    /** @throws ProgramError if the schedule is too long and irregular for an id */
    static ReplayId of(Program program, Schedule schedule) {
        String head = "r" + FORMAT + "." + programHash(program) + "." + Integer.toString(schedule.length(), 36)
                + ScheduleCode.shortest(schedule) + ".";
        if (head.length() + FEWEST_CHECKS > LONGEST) {
            throw new ProgramError(
                    "A property was broken by a schedule of %d steps with %d preemptions, which does not fit into a replay id of %d characters. Explore fewer or shorter tasks. The tasks of the schedule, step by step: %s"
                            .formatted(schedule.length(), schedule.preemptions(), LONGEST, schedule.tasks()));
        }
        int count = Math.min(schedule.length(), LONGEST - head.length());
        StringBuilder checks = new StringBuilder();
        StepChecks stepChecks = new StepChecks();
        for (int step = 0; step < schedule.length(); step++) {
            char check = stepChecks.next(
                    schedule.positions().get(step), schedule.steps().get(step));
            if (step == checkedStep(checks.length(), count, schedule.length())) {
                checks.append(check);
            }
        }
        return parse(head + checks);
    }

    /**
     * Whether it identifies a schedule of {@code program}, or of another program with the same name and the same tasks.
     */
    public boolean isOf(Program program) {
        return this.program.equals(programHash(program));
    }

    static String programHash(Program program) {
        String tasks = String.join("\n", program.tasks());
        return SixBits.hash(program.name().isEmpty() ? tasks : program.name() + "\n\n" + tasks, PROGRAM_CHARACTERS);
    }

    String program() {
        return program;
    }

    int steps() {
        return steps;
    }

    ScheduleCode code() {
        return ScheduleCode.parse(code);
    }

    int checks() {
        return checks.length();
    }

    /** The step after which check number {@code check}, from 0, was made; the last check is after the last step. */
    int checkedStep(int check) {
        return checkedStep(check, checks.length(), steps);
    }

    char check(int check) {
        return checks.charAt(check);
    }

    private static int checkedStep(int check, int checks, int steps) {
        return (int) ((check + 1L) * steps / checks - 1);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ReplayId id && text.equals(id.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The id itself. */
    @Override
    public String toString() {
        return text;
    }
}
