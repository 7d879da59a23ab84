package io.github.cacheconsistency.build;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Settings for all tests of a JVM. */
public final class TestSession implements LauncherSessionListener {

    private static final Logger log = LoggerFactory.getLogger(ProvokesLog.UNCAUGHT);

    /** A long timeout, because machines may be busy: a wait fails only if its condition never becomes true. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        Awaitility.setDefaultTimeout(PATIENCE);
        // Otherwise an exception of any thread would fail a wait, depending on the time.
        Awaitility.doNotCatchUncaughtExceptionsByDefault();
        // It would print a stack trace that bypasses the log.
        Thread.setDefaultUncaughtExceptionHandler(
                (thread, failure) -> log.error("Thread {} ended with an exception", thread.getName(), failure));
    }

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        TestLog.endTests();
    }
}
