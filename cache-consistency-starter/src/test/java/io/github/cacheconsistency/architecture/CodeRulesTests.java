package io.github.cacheconsistency.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

class CodeRulesTests {

    /**
     * Public although no other package uses them: Spring Boot finds them by name, or users bind their properties to
     * them.
     */
    private static final Set<String> PUBLIC_FOR_SPRING_BOOT = Set.of(
            "CacheConsistencyAutoConfiguration",
            "CacheConsistencyMetricsAutoConfiguration",
            "DisabledCacheConsistencyAutoConfiguration",
            "CacheConsistencyProperties");

    private static final Set<String> PUBLISHED = Set.of(Library.ROOT, Library.ROOT + ".spi");

    private final JavaClasses library = Library.classes();

    @Test
    void logsThroughSlf4jOnly() {
        NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.check(library);
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(library);
    }

    @Test
    void waitsThroughTheTimeSourceOnly() {
        noClasses()
                .should()
                .callMethodWhere(DescribedPredicate.describe(
                        "the thread sleeps",
                        call -> call.getTarget().getName().equals("sleep")
                                && (call.getTargetOwner().isEquivalentTo(Thread.class)
                                        || call.getTargetOwner().isEquivalentTo(TimeUnit.class))))
                .orShould()
                .callMethodWhere(DescribedPredicate.describe(
                        "the thread parks",
                        call -> call.getTargetOwner().isEquivalentTo(LockSupport.class)
                                && !call.getTarget().getName().equals("getBlocker")))
                .check(library);
    }

    @Test
    void readsTheClockInOnePlaceOnly() {
        noClasses()
                .that()
                .doNotHaveSimpleName("SystemTimeSource")
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(library);
    }

    @Test
    void keepsNoMutableStaticState() {
        fields().that().areStatic().should().beFinal().check(library);
        fields().that()
                .areStatic()
                .should()
                .notHaveRawType(DescribedPredicate.describe(
                        "a concurrent collection, atomic or thread local",
                        (JavaClass type) -> type.getPackageName().startsWith("java.util.concurrent.atomic")
                                || type.getName().contains("Concurrent")
                                || type.isAssignableTo(ThreadLocal.class)))
                .check(library);
    }

    @Test
    void marksEveryPackageForNullness() {
        List<String> unmarked = library.stream()
                .map(JavaClass::getPackage)
                .distinct()
                .filter(ours -> !isNullMarked(ours))
                .map(JavaPackage::getName)
                .toList();
        assertThat(unmarked).isEmpty();
    }

    /** Outside the API and the SPI, a class is public only if another package of the library uses it. */
    @Test
    void publishesNoMoreThanItNeeds() {
        Set<String> needless = library.stream()
                .filter(type -> type.isTopLevelClass() && type.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(type -> !PUBLISHED.contains(type.getPackageName()))
                .filter(type -> !isUsedByAnotherPackage(type))
                .map(JavaClass::getSimpleName)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(needless).containsExactlyInAnyOrderElementsOf(PUBLIC_FOR_SPRING_BOOT);
    }

    @Test
    void keepsItsStrategiesToItself() {
        classes()
                .that()
                .resideInAPackage(Library.ROOT + ".internal.strategy")
                .and()
                .doNotHaveSimpleName("BuiltInStrategy")
                .and()
                .doNotHaveSimpleName("RecentMissPredictor")
                .should()
                .notBePublic()
                .check(library);
    }

    /** Whether another package uses the type or a type nested in it. */
    private boolean isUsedByAnotherPackage(JavaClass type) {
        return library.stream()
                .filter(part -> part.equals(type) || part.getName().startsWith(type.getName() + "$"))
                .flatMap(part -> part.getDirectDependenciesToSelf().stream())
                .anyMatch(use -> !use.getOriginClass().getPackageName().equals(type.getPackageName()));
    }

    private static boolean isNullMarked(JavaPackage ours) {
        return ours.tryGetPackageInfo()
                .filter(info -> info.isAnnotatedWith(NullMarked.class))
                .isPresent();
    }
}
