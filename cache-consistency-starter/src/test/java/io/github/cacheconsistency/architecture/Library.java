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
            .importPackages(ROOT);

    private Library() {}

    static JavaClasses classes() {
        return CLASSES;
    }
}
