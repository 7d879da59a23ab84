package io.github.cacheconsistency.benchmarks;

import io.github.cacheconsistency.benchmarks.contestant.Contestant;
import io.github.cacheconsistency.benchmarks.contestant.Contestants;
import io.github.cacheconsistency.benchmarks.drive.Workload;
import io.github.cacheconsistency.benchmarks.workload.Workloads;
import java.util.Iterator;

/** The names in the usage message. */
final class Names {

    private Names() {}

    static final class OfWorkloads implements Iterable<String> {

        @Override
        public Iterator<String> iterator() {
            return Workloads.all().stream().map(Workload::id).iterator();
        }
    }

    static final class OfContestants implements Iterable<String> {

        @Override
        public Iterator<String> iterator() {
            return Contestants.all().stream().map(Contestant::id).iterator();
        }
    }
}
