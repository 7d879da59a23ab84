package io.github.cacheconsistency.test.oracle;

import io.github.cacheconsistency.test.oracle.LinearizabilityResult.Linearizable;
import io.github.cacheconsistency.test.oracle.LinearizabilityResult.NotLinearizable;
import io.github.cacheconsistency.test.oracle.LinearizabilityResult.Undecided;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Searches depth first for an order that explains a log in which versions may be written more than once: Wing and Gong,
 * "Testing and Verifying Concurrent Objects", Journal of Parallel and Distributed Computing 17, 1993, with the cache of
 * states by Lowe, "Testing for Linearizability", Concurrency and Computation: Practice and Experience 29(4), 2017.
 *
 * <p>Two properties of a register save most branches. A read that may come next and returned the current version comes
 * next, because it changes nothing. A write that may come next, and whose version no read returned later, comes next,
 * because the following write overwrites it.
 */
final class LinearizationSearch {

    private final OperationLog log;
    private final int maximalStates;
    private final VersionIndex index;
    private final int[] lastRead;
    private final long[] firstEndFrom;
    private final Set<State> seen = new HashSet<>();
    private final Deque<State> open = new ArrayDeque<>();
    private int furthest = -1;

    /**
     * Creates a search, which can be used once.
     *
     * @param log in the order of starts
     */
    LinearizationSearch(OperationLog log, int maximalStates) {
        this.log = log;
        this.maximalStates = maximalStates;
        index = VersionIndex.of(log);
        lastRead = new int[index.bound()];
        Arrays.fill(lastRead, -1);
        firstEndFrom = new long[log.operations() + 1];
        firstEndFrom[log.operations()] = OperationLog.NEVER;
        for (int i = log.operations() - 1; i >= 0; i--) {
            firstEndFrom[i] = Math.min(log.ended(i), firstEndFrom[i + 1]);
            if (!log.isWrite(i)) {
                int version = index.number(log.version(i));
                lastRead[version] = Math.max(lastRead[version], i);
            }
        }
    }

    /**
     * The operations that are not ordered yet.
     *
     * @param held the number of the current version, or {@link VersionIndex#NONE} if no later read returned it
     * @param waiting operations before {@code next} that are not ordered yet, ascending
     * @param next all operations from this one on are not ordered yet
     */
    private record State(int held, int[] waiting, int next) {

        @Override
        public boolean equals(Object other) {
            return other instanceof State state
                    && held == state.held
                    && next == state.next
                    && Arrays.equals(waiting, state.waiting);
        }

        @Override
        public int hashCode() {
            return 31 * (31 * held + next) + Arrays.hashCode(waiting);
        }

        State without(int operation, int nowHeld) {
            if (operation < next) {
                int place = Arrays.binarySearch(waiting, operation);
                int[] rest = new int[waiting.length - 1];
                System.arraycopy(waiting, 0, rest, 0, place);
                System.arraycopy(waiting, place + 1, rest, place, rest.length - place);
                return new State(nowHeld, rest, next);
            }
            int[] more = Arrays.copyOf(waiting, waiting.length + operation - next);
            for (int skipped = next; skipped < operation; skipped++) {
                more[waiting.length + skipped - next] = skipped;
            }
            return new State(nowHeld, more, operation + 1);
        }
    }

    LinearizabilityResult search() {
        // The first operation is the write of the initial version, which ended before all others.
        open.push(new State(index.number(log.version(0)), new int[0], 1));
        while (!open.isEmpty()) {
            State state = afterReads(open.pop());
            long limit = limit(state);
            // Only unfinished writes are left, which need not have happened.
            if (limit == OperationLog.NEVER) {
                return new Linearizable();
            }
            if (seen.contains(state)) {
                continue;
            }
            if (seen.size() == maximalStates) {
                return new Undecided(maximalStates);
            }
            seen.add(state);
            branch(state, limit);
        }
        LoggedOperation stuck = log.operation(furthest);
        return new NotLinearizable(
                List.of(stuck),
                "no order of the writes explains %s and the operations that had started by its end; %d states searched"
                        .formatted(stuck, seen.size()));
    }

    private void branch(State state, long limit) {
        State afterUnread = state;
        Deque<State> branches = new ArrayDeque<>();
        for (int operation : candidates(state, limit)) {
            noteFurthest(operation, limit);
            if (!log.isWrite(operation)) {
                continue;
            }
            int version = index.number(log.version(operation));
            if (willBeRead(version, state)) {
                branches.push(state.without(operation, version));
            } else {
                afterUnread = afterUnread.without(operation, VersionIndex.NONE);
            }
        }
        if (afterUnread == state) {
            branches.forEach(open::push);
        } else {
            open.push(afterUnread);
        }
    }

    /** Orders all reads that may come next and returned the current version. */
    private State afterReads(State state) {
        State next = state;
        boolean more = true;
        while (more && next.held != VersionIndex.NONE) {
            more = false;
            for (int operation : candidates(next, limit(next))) {
                if (!log.isWrite(operation) && index.number(log.version(operation)) == next.held) {
                    next = next.without(operation, next.held);
                    more = true;
                }
            }
        }
        boolean useless = next.held != VersionIndex.NONE && !willBeRead(next.held, next);
        return useless ? new State(VersionIndex.NONE, next.waiting, next.next) : next;
    }

    /** The end of the operation that ends first: no operation that starts later may come next. */
    private long limit(State state) {
        long limit = firstEndFrom[state.next];
        for (int operation : state.waiting) {
            limit = Math.min(limit, log.ended(operation));
        }
        return limit;
    }

    /** The operations that may come next, ascending. */
    private int[] candidates(State state, long limit) {
        int end = state.next;
        while (end < log.operations() && log.started(end) <= limit) {
            end++;
        }
        int[] candidates = Arrays.copyOf(state.waiting, state.waiting.length + end - state.next);
        for (int operation = state.next; operation < end; operation++) {
            candidates[state.waiting.length + operation - state.next] = operation;
        }
        return candidates;
    }

    private boolean willBeRead(int version, State state) {
        if (lastRead[version] >= state.next) {
            return true;
        }
        for (int operation : state.waiting) {
            if (!log.isWrite(operation) && index.number(log.version(operation)) == version) {
                return true;
            }
        }
        return false;
    }

    /** Notes the latest operation that had to come next; if the search fails, this operation could not be explained. */
    private void noteFurthest(int operation, long limit) {
        if (log.ended(operation) == limit && (furthest < 0 || limit > log.ended(furthest))) {
            furthest = operation;
        }
    }
}
