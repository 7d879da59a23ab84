package io.github.cacheconsistency.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import org.junit.jupiter.api.Test;

class LayeringTests {

    private static final String ROOT = Library.ROOT;

    private final JavaClasses library = Library.classes();

    @Test
    void everyPackageUsesOnlyThoseBelowIt() {
        layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage(ROOT + "..")
                .layer("api")
                .definedBy(ROOT)
                .layer("strategy")
                .definedBy(ROOT + ".strategy..")
                .layer("coordination")
                .definedBy(ROOT + ".coordination..")
                .layer("observation")
                .definedBy(ROOT + ".observation..")
                .layer("transaction")
                .definedBy(ROOT + ".transaction..")
                .layer("redis")
                .definedBy(ROOT + ".redis..")
                .layer("outbox")
                .definedBy(ROOT + ".outbox..")
                .layer("autoconfigure")
                .definedBy(ROOT + ".autoconfigure..")
                .whereLayer("api")
                .mayNotAccessAnyLayer()
                .whereLayer("strategy")
                .mayOnlyAccessLayers("api")
                .whereLayer("coordination")
                .mayOnlyAccessLayers("api")
                .whereLayer("observation")
                .mayOnlyAccessLayers("api", "coordination")
                .whereLayer("transaction")
                .mayOnlyAccessLayers("api", "coordination")
                .whereLayer("redis")
                .mayOnlyAccessLayers("api", "coordination", "transaction")
                .whereLayer("outbox")
                .mayOnlyAccessLayers("api", "coordination", "transaction")
                .whereLayer("autoconfigure")
                .mayNotBeAccessedByAnyLayer()
                .ensureAllClassesAreContainedInArchitecture()
                .check(library);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching(ROOT + ".(*)").should().beFreeOfCycles().check(library);
    }

    /** The strategies are the protocols; they know the Redis operations as an interface, and no framework but the log. */
    @Test
    void strategiesKnowNoFramework() {
        classes()
                .that()
                .resideInAPackage(ROOT + ".strategy..")
                .should()
                .onlyDependOnClassesThat(resideInAPackage(ROOT + "..")
                        .or(resideInAPackage("java.."))
                        .or(resideInAPackage("org.jspecify.annotations.."))
                        .or(resideInAPackage("org.slf4j..")))
                .check(library);
    }
}
