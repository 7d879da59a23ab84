package io.github.cacheconsistency.build;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares messages that a test provokes: messages of level WARN and above from one logger or package, on any thread.
 * They do not appear on the console; a parameter of type {@link ProvokedLog} contains them. A test method fails if it
 * does not provoke any. On a class the declaration only permits messages of its tests and of the start of their
 * application contexts.
 *
 * <p>An undeclared message fails the test class if it is an ERROR or has a stack trace.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@Repeatable(ProvokesLog.List.class)
public @interface ProvokesLog {

    /** The logger of exceptions that end a thread. */
    String UNCAUGHT = "io.github.cacheconsistency.build.TestSession";

    /** The name of a logger, or of a package or class that the name of the logger begins with. */
    String value();

    /** Text that the message must contain. */
    String containing() default "";

    /** The container for several declarations. */
    @Target({ElementType.TYPE, ElementType.METHOD})
    @Retention(RetentionPolicy.RUNTIME)
    @Documented
    @Inherited
    @interface List {

        /** The declarations, each evaluated separately. */
        ProvokesLog[] value();
    }
}
