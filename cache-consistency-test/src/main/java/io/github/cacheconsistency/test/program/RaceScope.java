package io.github.cacheconsistency.test.program;

import io.github.cacheconsistency.test.program.Disturbance.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Who takes part in the races that are explored. Tasks are called {@code reader-1}, {@code reader-2}, .., {@code writer-1},
 * .., in the order in which they were added; they are numbered readers first, then writers, then disturbances.
 *
 * @param readers what each reader reads, one read after the other
 * @param writers what each writer does, once
 * @param disturbances what may befall them
 * @param cachedAtStart whether the entries are cached when a race begins
 */
public record RaceScope(
        List<List<Target>> readers, List<Writing> writers, List<Disturbance> disturbances, boolean cachedAtStart) {

    /** Nobody yet, and nothing cached. */
    public static final RaceScope EMPTY = new RaceScope(List.of(), List.of(), List.of(), false);

    public RaceScope {
        readers = readers.stream().map(List::copyOf).toList();
        writers = List.copyOf(writers);
        disturbances = List.copyOf(disturbances);
    }

    /** So many readers that read the entry once, and so many writers that change it once. */
    public static RaceScope of(int readers, int writers) {
        return new RaceScope(
                Collections.nCopies(readers, List.of(Target.FIRST)),
                Collections.nCopies(writers, Writing.WRITE),
                List.of(),
                false);
    }

    /** One reader more, with one read after the other. */
    public RaceScope withReader(Target... reads) {
        return new RaceScope(with(readers, List.of(reads)), writers, disturbances, cachedAtStart);
    }

    /** One writer more. */
    public RaceScope withWriter(Writing writing) {
        return new RaceScope(readers, with(writers, writing), disturbances, cachedAtStart);
    }

    /** The entries are cached at the start. */
    public RaceScope withCachedAtStart() {
        return new RaceScope(readers, writers, disturbances, true);
    }

    /** Something more that may happen. */
    public RaceScope with(Disturbance disturbance) {
        return new RaceScope(readers, writers, with(disturbances, disturbance), cachedAtStart);
    }

    /** All keys that have a time-to-live may expire, so many times. */
    public RaceScope withExpiries(int times) {
        return with(Disturbance.of(Kind.EXPIRY, times));
    }

    /** Redis may evict all keys, so many times. */
    public RaceScope withEvictions(int times) {
        return with(Disturbance.of(Kind.EVICTION, times));
    }

    /** The process of the reader or writer of that name may die. */
    public RaceScope withDeathOf(String task) {
        return with(new Disturbance(Kind.DEATH, 1, task, Duration.ZERO));
    }

    /** One Redis command may be refused. */
    public RaceScope withRedisRefused() {
        return with(Disturbance.of(Kind.REDIS_REFUSED, 1));
    }

    /** The reply to one Redis command may be lost. */
    public RaceScope withRedisReplyLost() {
        return with(Disturbance.of(Kind.REDIS_REPLY_LOST, 1));
    }

    /** The reply to one {@code COMMIT} may be lost. */
    public RaceScope withCommitReplyLost() {
        return with(Disturbance.of(Kind.COMMIT_REPLY_LOST, 1));
    }

    /** Time may move on by that much, once. */
    public RaceScope withTimePassing(Duration by) {
        return with(new Disturbance(Kind.TIME_PASSES, 1, "", by));
    }

    /** Time may move to the next deadline, so many times. */
    public RaceScope withDeadlines(int times) {
        return with(Disturbance.of(Kind.NEXT_DEADLINE, times));
    }

    boolean reads(Target target) {
        return readers.stream().anyMatch(reader -> reader.contains(target));
    }

    boolean writes(Writing writing) {
        return writers.contains(writing);
    }

    /** Whether something fails, so that a read or write may fail with it. */
    boolean hasFaults() {
        return disturbances.stream().anyMatch(disturbance -> disturbance.kind().isFault());
    }

    /** Readers of the same entries, and writers of one kind, unless one of them is the victim of a fault. */
    List<Set<Integer>> symmetricTasks() {
        Map<Object, Set<Integer>> groups = new LinkedHashMap<>();
        List<Object> doings =
                Stream.<Object>concat(readers.stream(), writers.stream()).toList();
        List<String> names = tasks();
        for (int task = 0; task < doings.size(); task++) {
            String name = names.get(task);
            if (disturbances.stream()
                    .noneMatch(disturbance -> disturbance.victim().equals(name))) {
                groups.computeIfAbsent(doings.get(task), doing -> new TreeSet<>())
                        .add(task);
            }
        }
        return groups.values().stream().filter(group -> group.size() > 1).toList();
    }

    /** The names of the tasks, in the order of their numbers. */
    List<String> tasks() {
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= readers.size(); i++) {
            names.add("reader-" + i);
        }
        for (int i = 1; i <= writers.size(); i++) {
            names.add("writer-" + i);
        }
        for (Disturbance disturbance : disturbances) {
            String name = disturbance.task();
            long same = names.stream()
                    .filter(taken -> taken.equals(name) || taken.startsWith(name + "-"))
                    .count();
            names.add(same == 0 ? name : name + "-" + (same + 1));
        }
        return List.copyOf(names);
    }

    private static <T> List<T> with(List<T> list, T more) {
        return Stream.concat(list.stream(), Stream.of(more)).toList();
    }
}
