package io.github.cacheconsistency.test.oracle;

import io.github.cacheconsistency.test.oracle.LinearizabilityResult.NotLinearizable;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Decides in linear time whether a log in which each version is written once is linearizable, by the zones of Gibbons
 * and Korach, "Testing Shared Memories", SIAM Journal on Computing 26(4), 1997.
 *
 * <p>In every order that explains a log, the write of a version and all reads of it are adjacent. So version v has to
 * come before version w if and only if some operation on v ended before some operation on w started: if the first end
 * of the operations on v is before the last start of those on w. The zone of v lies between its first end and its last
 * start. It is a <i>forward</i> zone if the end comes first: v was current during the zone. Otherwise it is a
 * <i>backward</i> zone: v was current at some moment in it. An order of versions exists if and only if there are no two
 * versions that have to come before each other, that is, if no two forward zones overlap and no backward zone lies
 * inside a forward one; longer cycles always contain such a pair.
 *
 * <p>An unfinished write does not affect the first end of its version; if its version was not read either, its zone is
 * unbounded and contradicts no other zone. So unfinished writes need no search.
 */
final class Zones {

    private static final int NONE = -1;
    private static final int SEVERAL = -2;

    private final OperationLog log;
    private final VersionIndex index;
    private final int[] write;
    private final int[] firstToEnd;
    private final int[] lastToStart;
    private boolean complete = true;

    private Zones(OperationLog log, VersionIndex index) {
        this.log = log;
        this.index = index;
        write = filled(index.bound());
        firstToEnd = filled(index.bound());
        lastToStart = filled(index.bound());
    }

    private static int[] filled(int length) {
        int[] operations = new int[length];
        Arrays.fill(operations, NONE);
        return operations;
    }

    /** @param log in the order of starts */
    static Zones of(OperationLog log) {
        Zones zones = new Zones(log, VersionIndex.of(log));
        for (int i = 0; i < log.operations(); i++) {
            zones.add(i, zones.index.number(log.version(i)));
        }
        return zones;
    }

    private void add(int operation, int version) {
        if (log.isWrite(operation)) {
            complete &= write[version] == NONE;
            write[version] = write[version] == NONE ? operation : SEVERAL;
        }
        int first = firstToEnd[version];
        if (first == NONE || log.ended(operation) < log.ended(first)) {
            firstToEnd[version] = operation;
        }
        lastToStart[version] = operation;
    }

    /** Whether each version was written once. If not, the others are ignored, although they may contradict as well. */
    boolean areComplete() {
        return complete;
    }

    /** The first contradiction, in the order of the last starts of the versions. */
    Optional<LinearizabilityResult> contradiction() {
        int[] versions = inOrderOfLastStart();
        int lastForward = NONE;
        for (int i = 0; i < versions.length; i++) {
            int version = versions[i];
            if (write[version] == SEVERAL) {
                continue;
            }
            Optional<LinearizabilityResult> alone = contradictionWithinVersion(version);
            if (alone.isPresent()) {
                return alone;
            }
            if (!hasToComeBefore(version, version)) {
                continue;
            }
            // The forward zones so far do not overlap: a zone that overlaps any of them overlaps the last one, and only
            // a backward zone after the last one can lie inside this one.
            for (int j = Math.max(lastForward, 0); j < i; j++) {
                if (write[versions[j]] != SEVERAL && contradict(versions[j], version)) {
                    return Optional.of(contradiction(versions[j], version));
                }
            }
            lastForward = i;
        }
        return Optional.empty();
    }

    /** Counting sort, which is possible because the log is in the order of starts. */
    private int[] inOrderOfLastStart() {
        int[] endingAt = filled(log.operations());
        int count = 0;
        for (int version = 0; version < lastToStart.length; version++) {
            if (lastToStart[version] != NONE) {
                endingAt[lastToStart[version]] = version;
                count++;
            }
        }
        int[] versions = new int[count];
        int next = 0;
        for (int version : endingAt) {
            if (version != NONE) {
                versions[next++] = version;
            }
        }
        return versions;
    }

    /** The first contradiction to the order of versions, from the latest version down. */
    Optional<LinearizabilityResult> contradictionInVersionOrder() {
        int[] versions = index.ascending();
        int firstToEndLater = NONE;
        for (int i = versions.length - 1; i >= 0; i--) {
            int version = versions[i];
            if (lastToStart[version] == NONE || firstEnd(version) == OperationLog.NEVER) {
                // Its only operation is an unfinished write, which need not have happened.
                continue;
            }
            Optional<LinearizabilityResult> alone = contradictionWithinVersion(version);
            if (alone.isPresent()) {
                return alone;
            }
            if (firstToEndLater != NONE && hasToComeBefore(firstToEndLater, version)) {
                return Optional.of(contradictionToOrder(firstToEndLater, version));
            }
            if (firstToEndLater == NONE || firstEnd(version) < firstEnd(firstToEndLater)) {
                firstToEndLater = version;
            }
        }
        return Optional.empty();
    }

    private long firstEnd(int version) {
        return log.ended(firstToEnd[version]);
    }

    /** For a version and itself: whether its zone is a forward one. */
    private boolean hasToComeBefore(int version, int other) {
        return firstEnd(version) < log.started(lastToStart[other]);
    }

    private boolean contradict(int version, int other) {
        return hasToComeBefore(version, other) && hasToComeBefore(other, version);
    }

    private Optional<LinearizabilityResult> contradictionWithinVersion(int version) {
        LoggedOperation first = log.operation(firstToEnd[version]);
        if (write[version] == NONE) {
            return Optional.of(new NotLinearizable(List.of(first), first + " returned a version that no write wrote"));
        }
        LoggedOperation written = log.operation(write[version]);
        return first.isBefore(written)
                ? Optional.of(new NotLinearizable(
                        List.of(first, written), "%s had returned before %s started".formatted(first, written)))
                : Optional.empty();
    }

    private LinearizabilityResult contradiction(int one, int another) {
        boolean inOrder = firstEnd(one) <= firstEnd(another);
        int version = inOrder ? one : another;
        int other = inOrder ? another : one;
        LoggedOperation firstToEnd = log.operation(this.firstToEnd[version]);
        LoggedOperation lastOfOther = log.operation(lastToStart[other]);
        LoggedOperation firstOfOther = log.operation(this.firstToEnd[other]);
        LoggedOperation lastToStart = log.operation(this.lastToStart[version]);
        return new NotLinearizable(
                Stream.of(firstToEnd, lastOfOther, firstOfOther, lastToStart)
                        .distinct()
                        .toList(),
                "%s was over before %s started, so version %d came first; but %s was over before %s started, so version %d did"
                        .formatted(
                                firstToEnd,
                                lastOfOther,
                                firstToEnd.version(),
                                firstOfOther,
                                lastToStart,
                                firstOfOther.version()));
    }

    private LinearizabilityResult contradictionToOrder(int later, int earlier) {
        LoggedOperation newer = log.operation(firstToEnd[later]);
        LoggedOperation older = log.operation(lastToStart[earlier]);
        return new NotLinearizable(
                List.of(newer, older),
                "%s started after %s was over, although version %d is older".formatted(older, newer, older.version()));
    }
}
