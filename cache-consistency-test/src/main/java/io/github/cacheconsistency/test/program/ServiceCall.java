package io.github.cacheconsistency.test.program;

import io.github.cacheconsistency.test.race.Action;
import io.github.cacheconsistency.test.race.Trace;

/** One call of the service in one execution. */
interface ServiceCall {

    /** Its name in messages and step descriptions: "read", "write". */
    String what();

    boolean isRead();

    /** Called when it starts; returns the action for its task. */
    Action started(Trace trace);

    /** The part of the history that verdicts depend on when this call of {@code task} ends, as text. */
    String promised(String task, Run run);

    /** Called when it has returned: the read has a result, or the write is acknowledged. */
    void ended(String task, Run run, Touched touched);
}
