package io.github.cacheconsistency.test.explore;

import io.github.cacheconsistency.test.explore.Footprint.Use;
import io.github.cacheconsistency.test.oracle.Property;
import io.github.cacheconsistency.test.oracle.Violation;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One cache key, one row with its lock, and the versions that reads have to return. The value of a version is the
 * version.
 */
final class ModelStores {

    private final Map<String, Use> touched = new HashMap<>();
    private final Map<ModelTask, Floors> began = new HashMap<>();
    private final List<Violation> violations = new ArrayList<>();
    private final Set<Property> broken = EnumSet.noneOf(Property.class);
    private String key = "-";
    private int committed;
    private int uncommitted;
    private @Nullable ModelTask writer;
    private Floors floors = new Floors(0, 0, 0);
    private int moment;

    /** The versions that a read which starts now has to return at least. */
    private record Floors(int acknowledged, int committed, int read) {}

    String get() {
        touch("key", Use.READ);
        return key;
    }

    void set(String content) {
        touch("key", key.equals(content) ? Use.READ : Use.WRITE);
        key = content;
    }

    boolean replace(String expected, String content) {
        touch("key", key.equals(expected) ? Use.WRITE : Use.READ);
        boolean replaces = key.equals(expected);
        key = replaces ? content : key;
        return replaces;
    }

    int select() {
        touch("row", Use.READ);
        return committed;
    }

    boolean lockFree() {
        return writer == null;
    }

    boolean probe() {
        touch("lock", Use.READ);
        return lockFree();
    }

    void update(ModelTask task) {
        touch("lock", Use.WRITE);
        writer = task;
        uncommitted = committed + 1;
    }

    int commit() {
        touch("lock", Use.WRITE);
        touch("row", Use.WRITE);
        touch("history", Use.ADD);
        committed = uncommitted;
        writer = null;
        floors = new Floors(floors.acknowledged, committed, floors.read);
        return committed;
    }

    void acknowledge(int version) {
        touch("history", Use.ADD);
        floors = new Floors(Math.max(floors.acknowledged, version), floors.committed, floors.read);
    }

    void begin(ModelTask reader) {
        touch("history", Use.READ);
        began.put(reader, floors);
    }

    void returned(ModelTask reader, int version) {
        touch("history", Use.ADD);
        Floors promised = began.getOrDefault(reader, floors);
        began.remove(reader);
        breaks(version < promised.acknowledged, Property.NO_STALE_AFTER_ACK, reader, version);
        breaks(version < promised.committed, Property.COMMIT_FRESH, reader, version);
        breaks(version < promised.read, Property.MONOTONIC, reader, version);
        floors = new Floors(floors.acknowledged, floors.committed, Math.max(floors.read, version));
    }

    List<Violation> judge() {
        if (key.startsWith("V") && !key.equals("V" + committed)) {
            broken.add(Property.CONVERGES);
            violations.add(new Violation(Property.CONVERGES, moment, "cached " + key + ", committed " + committed));
        }
        return violations;
    }

    /** The footprint since the last call. */
    Footprint footprint() {
        moment++;
        Footprint footprint = new Footprint(touched, false);
        touched.clear();
        return footprint;
    }

    /** The state without the positions of the tasks. */
    String state(List<ModelTask> tasks) {
        StringBuilder open = new StringBuilder();
        tasks.forEach(task -> open.append(began.get(task)));
        return key + committed + (writer == null ? "" : writer.name() + uncommitted) + floors + open + broken;
    }

    private void breaks(boolean tooOld, Property property, ModelTask reader, int version) {
        if (tooOld) {
            broken.add(property);
            violations.add(new Violation(property, moment, reader.name() + " returned " + version));
        }
    }

    private void touch(String resource, Use use) {
        touched.merge(resource, use, (one, other) -> one == other ? one : Use.WRITE);
    }
}
