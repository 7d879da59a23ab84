package io.github.cacheconsistency.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/** The compiled main classes of the library. */
final class Library {

    static final String ROOT = "io.github.cacheconsistency";

    /** Read once: it takes seconds, and nothing changes it. */
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            // What all modules' tests share is a module of its own.
            .withImportOption(location -> !location.contains("/io/github/cacheconsistency/build/"))
            .importPackages(ROOT);

    private Library() {}

    static JavaClasses classes() {
        return CLASSES;
    }
}
