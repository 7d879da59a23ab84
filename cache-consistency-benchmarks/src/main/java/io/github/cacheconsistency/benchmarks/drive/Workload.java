package io.github.cacheconsistency.benchmarks.drive;

import io.github.cacheconsistency.benchmarks.contestant.Contestant;
import java.time.Duration;
import java.util.List;

/** Something that contestants are asked to do. Without state: one slice knows nothing of another. */
public interface Workload {

    /** Its name on the command line. */
    String id();

    /** What it does, for people. */
    String description();

    /** Its variants, for {@link Setting#variant()}; a quick scale may have fewer. */
    default List<String> variants(Scale scale) {
        return List.of("");
    }

    /** With how many threads it runs unless told otherwise. */
    List<Integer> threads();

    /** Whether a contestant can take part, and is worth it. */
    default boolean suits(Contestant contestant, Setting setting) {
        return !contestant.writesDiffer();
    }

    /** About how long one slice takes, with what precedes and follows it. */
    default Duration time(Setting setting, Scale scale) {
        return scale.slice().plusMillis(150).plus(setting.latency().multipliedBy(300));
    }

    /** Measures one contestant once, and leaves nothing running. */
    Slice run(Stage stage);
}
