package io.github.cacheconsistency.build;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Messages that a test provokes: those of level WARN and above from one logger or package, on whatever thread. They are kept
 * off the console; a parameter of type {@link ProvokedLog} holds them. A test method fails if it provokes none; a class only
 * permits them to its tests, and to the start of their application contexts.
 *
 * <p>What is not declared fails the test class if it is an ERROR or has a stack trace.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@Repeatable(ProvokesLog.List.class)
public @interface ProvokesLog {

    /** The logger of exceptions that end a thread. */
    String UNCAUGHT = "io.github.cacheconsistency.build.TestSession";

    /** A logger, or a package or class that the logger's name begins with. */
    String value();

    /** What the message must contain. */
    String containing() default "";

    /** Several of them. */
    @Target({ElementType.TYPE, ElementType.METHOD})
    @Retention(RetentionPolicy.RUNTIME)
    @Documented
    @Inherited
    @interface List {

        /** Each for itself. */
        ProvokesLog[] value();
    }
}
