package io.github.cacheconsistency.build;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What holds for all tests of a JVM. */
public final class TestSession implements LauncherSessionListener {

    private static final Logger log = LoggerFactory.getLogger(ProvokesLog.UNCAUGHT);

    /** A wait fails only when what it waits for never comes: machines may be busy. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        Awaitility.setDefaultTimeout(PATIENCE);
        // Or a wait would fail with an exception of any thread, or not, as it happens to end before.
        Awaitility.doNotCatchUncaughtExceptionsByDefault();
        // It would print a stack trace past the log.
        Thread.setDefaultUncaughtExceptionHandler(
                (thread, failure) -> log.error("Thread {} ended with an exception", thread.getName(), failure));
    }

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        TestLog.endTests();
    }
}
