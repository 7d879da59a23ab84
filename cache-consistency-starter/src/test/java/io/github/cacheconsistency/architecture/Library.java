package io.github.cacheconsistency.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/** The compiled main classes of the library. */
final class Library {

    static final String ROOT = "io.github.cacheconsistency";

    /** Read once, because it takes seconds and the classes do not change. */
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            // The test utilities that all modules share are in a module of their own.
            .withImportOption(location -> !location.contains("/io/github/cacheconsistency/build/"))
            .importPackages(ROOT);

    private Library() {}

    static JavaClasses classes() {
        return CLASSES;
    }
}
