package io.github.cacheconsistency.test.program;

import io.github.cacheconsistency.test.RaceSubject;
import io.github.cacheconsistency.test.explore.Footprint.Use;
import io.github.cacheconsistency.test.race.Action;
import io.github.cacheconsistency.test.race.Trace;
import java.util.stream.Collectors;

/** A write through the service. */
final class WriteCall implements ServiceCall {

    private final RaceSubject.Change change;
    private final Writing writing;
    private volatile long returned;

    WriteCall(Writing writing, RaceSubject.Change change) {
        this.writing = writing;
        this.change = change;
    }

    @Override
    public String what() {
        return switch (writing) {
            case WRITE -> "write";
            case WRITE_BOTH -> "write of both entries";
            case WRITE_AND_CLEAR -> "write and clear";
            case INSERT -> "insert";
            case ROLLED_BACK -> "write that is rolled back";
        };
    }

    @Override
    public boolean isRead() {
        return false;
    }

    @Override
    public Action started(Trace trace) {
        return () -> {
            change.run();
            returned = trace.next();
            return writing == Writing.ROLLED_BACK ? "rolled back" : "acknowledged";
        };
    }

    @Override
    public void ended(String task, Run run, Touched touched) {
        if (writing != Writing.ROLLED_BACK) {
            touched.touch(Touched.HISTORY, Use.ADD);
            run.entries().forEach(entry -> entry.acknowledged(task, returned));
        }
    }

    @Override
    public String promised(String task, Run run) {
        return run.entries().stream()
                .map(entry -> "will acknowledge " + entry.lastCommit(task))
                .collect(Collectors.joining(", "));
    }
}
