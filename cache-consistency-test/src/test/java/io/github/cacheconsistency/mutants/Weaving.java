package io.github.cacheconsistency.mutants;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.agent.ByteBuddyAgent;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.loading.ClassReloadingStrategy;
import net.bytebuddy.matcher.ElementMatchers;

/**
 * Instruments the library's compiled methods, so that they check for an active mutant, also in existing objects. Each
 * method keeps its code and runs it if no mutant is active; closing this restores the compiled methods.
 */
final class Weaving implements AutoCloseable {

    private final ClassReloadingStrategy strategy;
    private final Map<Class<?>, List<Place>> places;

    private Weaving(Map<Class<?>, List<Place>> places) {
        ByteBuddyAgent.install();
        this.strategy = ClassReloadingStrategy.fromInstalledAgent();
        this.places = places;
    }

    static Weaving into(Collection<Place> places) {
        Weaving weaving = new Weaving(places.stream()
                .distinct()
                .collect(Collectors.groupingBy(Place::type, LinkedHashMap::new, Collectors.toList())));
        weaving.places.forEach(weaving::weave);
        return weaving;
    }

    private void weave(Class<?> type, List<Place> methods) {
        DynamicType.Builder<?> builder = new ByteBuddy().decorate(type);
        for (Place place : methods) {
            Seeds.woven(place);
            builder = builder.visit(Advice.withCustomMapping()
                    .bind(WovenCode.At.class, place.signature())
                    .to(WovenCode.class)
                    .on(ElementMatchers.is(place.method())));
        }
        try (DynamicType.Unloaded<?> woven = builder.make()) {
            woven.load(type.getClassLoader(), strategy);
        }
    }

    @Override
    public void close() {
        try {
            for (Class<?> type : places.keySet()) {
                strategy.reset(ClassFileLocator.ForClassLoader.of(type.getClassLoader()), type);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("The library's classes could not be restored", failure);
        }
    }
}
