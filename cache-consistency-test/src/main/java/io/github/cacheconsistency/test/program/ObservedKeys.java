package io.github.cacheconsistency.test.program;

import io.github.cacheconsistency.test.gate.Access;
import io.github.cacheconsistency.test.gate.Operation;
import io.github.cacheconsistency.test.gate.Store;
import io.github.cacheconsistency.test.race.RaceDriver;
import io.github.cacheconsistency.test.race.Step;
import io.github.cacheconsistency.test.time.HeldKey;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The contents of the Redis keys of one execution, read after each step that may have changed them. For the driver's
 * thread.
 *
 * <p>Invariant: until {@link #look} has returned, {@code keys} has the contents before the current step; a key that is
 * missing in it did not exist when the execution began, and no command has named it since.
 */
final class ObservedKeys {

    private static final int MOST_KEYS = 100;

    /** Commands whose replies depend neither on other keys nor on time-to-lives. */
    private static final Set<String> PLAIN =
            Set.of("GET", "MGET", "EXISTS", "STRLEN", "SET", "SETNX", "SETEX", "PSETEX", "DEL", "UNLINK", "GETSET");

    private final RaceDriver driver;
    private final ContentLabels labels;
    private final SortedMap<String, ObservedKey> keys = new TreeMap<>();

    ObservedKeys(RaceDriver driver, ContentLabels labels) {
        this.driver = driver;
        this.labels = labels;
    }

    /**
     * The contents of the keys of {@code operation} before it; the contents of all keys if it names none, or a pattern.
     */
    String before(Operation operation) {
        boolean plain = PLAIN.contains(operation.name());
        Collection<String> named = plain ? operation.keys() : keys.keySet();
        StringBuilder text = new StringBuilder();
        named.forEach(key -> text.append(key)
                .append('=')
                .append(plain ? label(key) : describe(key))
                .append(' '));
        return text.toString();
    }

    /** Removes {@code gone}. Called instead of {@link #look} if nothing else has changed. */
    void removed(Collection<String> gone) {
        gone.forEach(keys::remove);
    }

    /**
     * Reads all keys again.
     *
     * @param all the keys that may exist
     * @param steps the steps since the last call
     * @param provenance the label for new contents; empty if it is unknown
     * @return whether all contents have a label
     */
    boolean look(Collection<String> all, List<Step> steps, Optional<String> provenance) {
        if (all.isEmpty()) {
            return true;
        }
        Optional<Map<String, HeldKey>> found = all.size() > MOST_KEYS ? Optional.empty() : driver.look(all);
        if (found.isEmpty()) {
            return false;
        }
        for (Map.Entry<String, HeldKey> entry : found.get().entrySet()) {
            String key = entry.getKey();
            HeldKey held = entry.getValue();
            byte[] content = held.content();
            if (content == null) {
                keys.remove(key);
                if (!held.plain()) {
                    return false;
                }
                continue;
            }
            Optional<ObservedKey> now = labels.label(content, provenance.map(who -> who + " " + key))
                    .flatMap(label -> observed(key, label, held.left(), steps));
            if (now.isEmpty()) {
                return false;
            }
            keys.put(key, now.get());
        }
        return true;
    }

    private Optional<ObservedKey> observed(String key, String label, @Nullable Duration left, List<Step> steps) {
        ObservedKey before = keys.get(key);
        Duration now = driver.race().now();
        List<Step> writes =
                steps.stream().filter(step -> mayWrite(step.operation(), key)).toList();
        return before != null && before.label().equals(label)
                ? before.after(writes, left, now)
                : ObservedKey.written(label, writes, left, now);
    }

    private static boolean mayWrite(Operation operation, String key) {
        return operation.store() == Store.REDIS
                && operation.access() == Access.WRITE
                && (operation.keys().isEmpty() || operation.keys().contains(key));
    }

    /** The contents and time-to-lives of all keys. */
    String describeAll() {
        StringBuilder text = new StringBuilder();
        keys.keySet()
                .forEach(key ->
                        text.append(key).append('=').append(describe(key)).append('\n'));
        return text.toString();
    }

    private String label(String key) {
        ObservedKey held = keys.get(key);
        return held == null ? "-" : held.label();
    }

    private String describe(String key) {
        ObservedKey held = keys.get(key);
        return held == null ? "-" : held.at(driver.race().now());
    }
}
