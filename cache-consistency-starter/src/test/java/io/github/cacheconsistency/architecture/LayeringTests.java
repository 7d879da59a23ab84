package io.github.cacheconsistency.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import io.github.cacheconsistency.ConsistentCaches;
import io.github.cacheconsistency.spi.ConsistencyStrategy;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LayeringTests {

    private static final String API = Library.ROOT;
    private static final String SPI = Library.ROOT + ".spi";
    private static final String OBSERVATION = Library.ROOT + ".observation";
    private static final String INTERNAL = Library.ROOT + ".internal..";
    private static final String AUTOCONFIGURE = Library.ROOT + ".autoconfigure..";

    private static final long MOST_TYPES = 20;

    private static final DescribedPredicate<JavaClass> OURS = resideInAPackage(Library.ROOT + "..");

    private final JavaClasses library = Library.classes();

    /**
     * {@code ConsistentCaches.strategy(name)} is the exception: it returns the strategy, so that an application can
     * read its guarantees.
     */
    @Test
    void theApiUsesNothingElse() {
        noClasses()
                .that(resideInAPackage(API).and(not(belongToAnyOf(ConsistentCaches.class))))
                .should()
                .dependOnClassesThat(OURS.and(not(resideInAPackage(API))))
                .check(library);
        noClasses()
                .that()
                .belongToAnyOf(ConsistentCaches.class)
                .should()
                .dependOnClassesThat(
                        OURS.and(not(resideInAPackage(API))).and(not(belongToAnyOf(ConsistencyStrategy.class))))
                .check(library);
    }

    @Test
    void theSpiUsesTheApiOnly() {
        noClasses()
                .that()
                .resideInAPackage(SPI)
                .should()
                .dependOnClassesThat(OURS.and(not(resideInAnyPackage(API, SPI))))
                .check(library);
    }

    @Test
    void listenersUseApiAndSpiOnly() {
        noClasses()
                .that()
                .resideInAPackage(OBSERVATION)
                .should()
                .dependOnClassesThat(OURS.and(not(resideInAnyPackage(API, SPI, OBSERVATION))))
                .check(library);
    }

    @Test
    void onlyTheAutoConfigurationUsesWhatIsInternal() {
        noClasses()
                .that(OURS.and(not(resideInAnyPackage(INTERNAL, AUTOCONFIGURE))))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(INTERNAL)
                .check(library);
    }

    @Test
    void nothingUsesTheAutoConfiguration() {
        noClasses()
                .that(OURS.and(not(resideInAPackage(AUTOCONFIGURE))))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(AUTOCONFIGURE)
                .check(library);
    }

    /** Each package counts separately from the packages inside it. */
    @Test
    void internalPackagesHaveNoCycles() {
        slices().matching(Library.ROOT + ".internal.(**)")
                .should()
                .beFreeOfCycles()
                .check(library);
    }

    /** The package autoconfigure is exempt, because it declares the beans of all capabilities. */
    @Test
    void packagesAreSmall() {
        Map<String, Long> sizes = library.stream()
                .filter(JavaClass::isTopLevelClass)
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .filter(not(resideInAPackage(AUTOCONFIGURE)))
                .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));
        assertThat(sizes)
                .isNotEmpty()
                .allSatisfy((name, types) ->
                        assertThat(types).as("types in %s", name).isLessThanOrEqualTo(MOST_TYPES));
    }

    /**
     * The strategies implement the protocols. They know the Redis operations as an interface, and no framework except
     * logging.
     */
    @Test
    void strategiesKnowNoFramework() {
        classes()
                .that()
                .resideInAPackage(Library.ROOT + ".internal.strategy")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        API,
                        SPI,
                        Library.ROOT + ".internal.strategy",
                        "java..",
                        "org.jspecify.annotations..",
                        "org.slf4j.."))
                .check(library);
    }
}
