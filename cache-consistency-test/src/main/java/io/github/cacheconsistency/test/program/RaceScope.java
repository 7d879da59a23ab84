package io.github.cacheconsistency.test.program;

import io.github.cacheconsistency.test.program.FaultInjection.Kind;
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
 * The tasks of the races that are explored. They are called {@code reader-1}, {@code reader-2}, .., {@code writer-1},
 * .., in the order in which they were added; they are numbered readers first, then writers, then fault injections.
 *
 * @param readers what each reader reads, one read after the other
 * @param writers what each writer does, once
 * @param faultInjections what the explorer may inject
 * @param cachedAtStart whether the entries are cached when a race begins
 */
public record RaceScope(
        List<List<Target>> readers,
        List<Writing> writers,
        List<FaultInjection> faultInjections,
        boolean cachedAtStart) {

    /** No tasks, and nothing cached. */
    public static final RaceScope EMPTY = new RaceScope(List.of(), List.of(), List.of(), false);

    public RaceScope {
        readers = readers.stream().map(List::copyOf).toList();
        writers = List.copyOf(writers);
        faultInjections = List.copyOf(faultInjections);
    }

    /** {@code readers} tasks that read the entry once, and {@code writers} tasks that change it once. */
    public static RaceScope of(int readers, int writers) {
        return new RaceScope(
                Collections.nCopies(readers, List.of(Target.FIRST)),
                Collections.nCopies(writers, Writing.WRITE),
                List.of(),
                false);
    }

    /** Adds a reader, which does {@code reads} one after the other. */
    public RaceScope withReader(Target... reads) {
        return new RaceScope(with(readers, List.of(reads)), writers, faultInjections, cachedAtStart);
    }

    /** Adds a writer. */
    public RaceScope withWriter(Writing writing) {
        return new RaceScope(readers, with(writers, writing), faultInjections, cachedAtStart);
    }

    /** The entries are cached at the start. */
    public RaceScope withCachedAtStart() {
        return new RaceScope(readers, writers, faultInjections, true);
    }

    /** Adds a fault injection. */
    public RaceScope with(FaultInjection fault) {
        return new RaceScope(readers, writers, with(faultInjections, fault), cachedAtStart);
    }

    /** All keys that have a time-to-live may expire, up to {@code times} times. */
    public RaceScope withExpiries(int times) {
        return with(FaultInjection.of(Kind.EXPIRY, times));
    }

    /** Redis may evict all keys, up to {@code times} times. */
    public RaceScope withEvictions(int times) {
        return with(FaultInjection.of(Kind.EVICTION, times));
    }

    /** The process of the reader or writer named {@code task} may be killed. */
    public RaceScope withDeathOf(String task) {
        return with(new FaultInjection(Kind.DEATH, 1, task, Duration.ZERO));
    }

    /** One Redis command may be refused. */
    public RaceScope withRedisRefused() {
        return with(FaultInjection.of(Kind.REDIS_REFUSED, 1));
    }

    /** The reply to one Redis command may be lost. */
    public RaceScope withRedisReplyLost() {
        return with(FaultInjection.of(Kind.REDIS_REPLY_LOST, 1));
    }

    /** The reply to one {@code COMMIT} may be lost. */
    public RaceScope withCommitReplyLost() {
        return with(FaultInjection.of(Kind.COMMIT_REPLY_LOST, 1));
    }

    /** Time may advance by {@code by}, once. */
    public RaceScope withTimePassing(Duration by) {
        return with(new FaultInjection(Kind.TIME_PASSES, 1, "", by));
    }

    /** Time may advance to the next deadline, up to {@code times} times. */
    public RaceScope withDeadlines(int times) {
        return with(FaultInjection.of(Kind.NEXT_DEADLINE, times));
    }

    boolean reads(Target target) {
        return readers.stream().anyMatch(reader -> reader.contains(target));
    }

    boolean writes(Writing writing) {
        return writers.contains(writing);
    }

    /** Whether a read or write may fail because of an injected fault. */
    boolean callsMayFail() {
        return faultInjections.stream().anyMatch(fault -> fault.kind().mayFailCalls());
    }

    /** Readers of the same entries, and writers of one kind, unless one of them is the victim of a fault. */
    List<Set<Integer>> symmetricTasks() {
        Map<Object, Set<Integer>> groups = new LinkedHashMap<>();
        List<Object> doings =
                Stream.<Object>concat(readers.stream(), writers.stream()).toList();
        List<String> names = tasks();
        for (int task = 0; task < doings.size(); task++) {
            String name = names.get(task);
            if (faultInjections.stream().noneMatch(fault -> fault.victim().equals(name))) {
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
        for (FaultInjection fault : faultInjections) {
            String name = fault.task();
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
