package io.github.cacheconsistency.benchmarks.drive;

import io.github.cacheconsistency.benchmarks.contestant.Contestant;
import java.time.Duration;
import java.util.List;

/** A task for contestants. Stateless: slices do not depend on each other. */
public interface Workload {

    /** The name on the command line. */
    String id();

    /** The description for users. */
    String description();

    /** The variants, for {@link Setting#variant()}; a quick scale may have fewer. */
    default List<String> variants(Scale scale) {
        return List.of("");
    }

    /** The default numbers of threads. */
    List<Integer> threads();

    /** Whether a contestant can take part and adds information. */
    default boolean suits(Contestant contestant, Setting setting) {
        return !contestant.writesDiffer();
    }

    /** The approximate duration of one slice, with its preparation and checks. */
    default Duration time(Setting setting, Scale scale) {
        return scale.slice().plusMillis(150).plus(setting.latency().multipliedBy(300));
    }

    /** Measures one contestant once, and stops everything that it started. */
    Slice run(Stage stage);
}
