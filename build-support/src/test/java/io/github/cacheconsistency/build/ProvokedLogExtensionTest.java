package io.github.cacheconsistency.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import ch.qos.logback.classic.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;
import org.slf4j.LoggerFactory;

class ProvokedLogExtensionTest {

    private static final Logger LOG = (Logger) LoggerFactory.getLogger("some.component.Part");

    /** Keeps the messages that the tests below log on purpose off the console. */
    @BeforeAll
    static void printNothing() {
        LOG.setAdditive(false);
    }

    @AfterAll
    static void printAgain() {
        LOG.setAdditive(true);
    }

    @Test
    void anErrorFailsTheTestAndAWarningDoesNot() {
        Events tests = run(Undeclared.class);
        tests.assertStatistics(counts -> counts.succeeded(1).failed(3));
        tests.failed()
                .assertThatEvents()
                .haveExactly(
                        1,
                        finishedWithFailure(message(text ->
                                text.contains("ERROR some.component.Part") && text.contains("[main]: an error"))))
                .haveExactly(
                        1,
                        finishedWithFailure(
                                message(text -> text.contains("with a cause\njava.lang.IllegalStateException"))))
                .haveExactly(
                        1,
                        finishedWithFailure(message(text -> text.contains("Thread doomed ended with an exception"))));
    }

    @Test
    void whatIsDeclaredIsKeptForTheTest() {
        run(Declared.class).assertStatistics(counts -> counts.succeeded(4).failed(0));
    }

    @Test
    void aMethodThatProvokesNothingOfWhatItDeclaresFails() {
        Events tests = run(Silent.class);
        tests.assertStatistics(counts -> counts.succeeded(1).failed(3));
        tests.failed()
                .assertThatEvents()
                .haveExactly(1, finishedWithFailure(message(text -> text.contains("by [some.component], which"))));
    }

    private static Events run(Class<?> tests) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(tests))
                .configurationParameter("junit.jupiter.extensions.autodetection.enabled", "true")
                .execute()
                .testEvents();
    }

    static class Undeclared {

        @Test
        void error() {
            LOG.error("an {}", "error");
        }

        @Test
        void warning() {
            LOG.warn("a warning");
        }

        @Test
        void warningWithACause() {
            LOG.warn("with a {}", "cause", new IllegalStateException("of the test"));
        }

        @Test
        void uncaught() throws InterruptedException {
            Logger uncaught = (Logger) LoggerFactory.getLogger(TestSession.class);
            uncaught.setAdditive(false);
            Thread doomed = new Thread(
                    () -> {
                        throw new IllegalStateException("of the test");
                    },
                    "doomed");
            doomed.start();
            doomed.join();
            uncaught.setAdditive(true);
        }
    }

    @ProvokesLog(value = "some.component", containing = "by the class")
    static class Declared {

        @Test
        @ProvokesLog("some.component.Part")
        void byTheMethod(ProvokedLog log) {
            LOG.error("an {}", "error");
            assertThat(log.messages()).containsExactly("an error");
        }

        @Test
        void byTheClass(ProvokedLog log) {
            LOG.warn("expected by the class", new IllegalStateException("of the test"));
            assertThat(log).hasToString("expected by the class\njava.lang.IllegalStateException: of the test");
        }

        @Test
        void notAtAllByTheClass() {}

        @Test
        void notByOthersOfTheClass(ProvokedLog log) {
            assertThat(log.messages()).isEmpty();
        }
    }

    static class Silent {

        @Test
        @ProvokesLog("some.component")
        void nothing() {}

        @Test
        @ProvokesLog("some.comp")
        void ofAnotherPackage() {
            LOG.error("an error");
        }

        @Test
        @ProvokesLog(value = "some.component", containing = "another error")
        void anotherText() {
            LOG.error("an error");
        }

        @Test
        @ProvokesLog(value = "some.component", containing = "an error")
        @ProvokesLog(value = "some.component", containing = "a warning")
        void both() {
            LOG.error("an error");
            LOG.warn("a warning");
        }
    }
}
