package io.github.cacheconsistency.test.program;

import io.github.cacheconsistency.test.race.Action;
import io.github.cacheconsistency.test.race.Trace;

/** One call of the service, in one execution. */
interface ServiceCall {

    /** What it is called in messages: "read", "write". */
    String what();

    boolean isRead();

    /** It starts now; what its task is to run. */
    Action started(Trace trace);

    /** What its verdict, or that of others, will depend on when it ends now, while {@code task} is on it. */
    String promised(String task, Run run);

    /** It has returned: {@code task} has read, or its write is acknowledged. */
    void ended(String task, Run run, Touched touched);
}
