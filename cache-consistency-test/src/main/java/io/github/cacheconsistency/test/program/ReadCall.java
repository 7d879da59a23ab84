package io.github.cacheconsistency.test.program;

import io.github.cacheconsistency.test.explore.Footprint.Use;
import io.github.cacheconsistency.test.race.Action;
import io.github.cacheconsistency.test.race.Trace;

/** A read through the service. */
final class ReadCall implements ServiceCall {

    private final JudgedEntry entry;
    private final String what;
    private long started;
    private Promised promised = Promised.NOTHING;
    private volatile long returned;
    private volatile long version;

    ReadCall(JudgedEntry entry, String what) {
        this.entry = entry;
        this.what = what;
    }

    @Override
    public String what() {
        return what;
    }

    @Override
    public boolean isRead() {
        return true;
    }

    @Override
    public Action started(Trace trace) {
        started = trace.next();
        promised = entry.promised();
        return () -> {
            version = entry.reading().get();
            returned = trace.next();
            return version;
        };
    }

    @Override
    public void ended(String task, Run run, Touched touched) {
        // A dirty read would be allowed after the COMMIT of that version, so its order relative to commits matters.
        touched.touch(Touched.HISTORY, entry.isDirty(version) ? Use.WRITE : Use.ADD);
        entry.read(task, started, returned, version);
    }

    @Override
    public String promised(String task, Run run) {
        return promised.unless(entry.broken());
    }

    long version() {
        return version;
    }
}
