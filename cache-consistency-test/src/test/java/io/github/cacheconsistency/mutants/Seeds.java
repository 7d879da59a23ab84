package io.github.cacheconsistency.mutants;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The active mutant, at most one at a time in this JVM. Static, because instrumented code can access only static state.
 * Thread-safe.
 */
public final class Seeds {

    private static final AtomicReference<@Nullable Seed> ACTIVE = new AtomicReference<>();
    private static final Map<String, WovenMethod> WOVEN = new ConcurrentHashMap<>();

    private Seeds() {}

    /** An active mutant. */
    static final class Seed implements AutoCloseable {

        private final Map<Place, Change> changes;
        private final Set<String> reached = ConcurrentHashMap.newKeySet();
        private final List<Throwable> defects = new CopyOnWriteArrayList<>();

        private Seed(Map<Place, Change> changes) {
            this.changes = Map.copyOf(changes);
        }

        /** Places of the mutant that no thread has reached. */
        List<String> unreached() {
            return changes.keySet().stream()
                    .map(Place::signature)
                    .filter(place -> !reached.contains(place))
                    .sorted()
                    .toList();
        }

        /** Failures of the mutant itself: a mutant that only throws would be killed by every scenario. */
        List<Throwable> defects() {
            return List.copyOf(defects);
        }

        @Override
        public void close() {
            ACTIVE.compareAndSet(this, null);
        }
    }

    /** Activates a mutant until the result is closed. */
    static Seed plant(Map<Place, Change> changes) {
        Seed seed = new Seed(changes);
        if (!ACTIVE.compareAndSet(null, seed)) {
            throw new IllegalStateException("Expected no other mutant to be active; close its seed first");
        }
        return seed;
    }

    static void woven(Place place) {
        WOVEN.put(place.signature(), new WovenMethod(place));
    }

    /**
     * Called first by every instrumented method.
     *
     * @return the result that replaces the method's own, or {@code null} if the method continues
     */
    public static WovenCode.@Nullable Instead instead(
            String place, @Nullable Object target, @Nullable Object[] arguments) throws Throwable {
        Seed seed = ACTIVE.get();
        WovenMethod method = WOVEN.get(place);
        if (method == null || method.isAsWritten() || seed == null) {
            return null;
        }
        Change change = seed.changes.get(new Place(place));
        if (change == null) {
            return null;
        }
        Call call = new Call(method, target, arguments);
        if (!change.concerns(call)) {
            return null;
        }
        seed.reached.add(place);
        try {
            return new WovenCode.Instead(change.instead(call));
        } catch (ClassCastException
                | NullPointerException
                | IllegalArgumentException
                | IllegalStateException programmingError) {
            if (!call.failedAsWritten()) {
                seed.defects.add(programmingError);
            }
            throw programmingError;
        }
    }
}
