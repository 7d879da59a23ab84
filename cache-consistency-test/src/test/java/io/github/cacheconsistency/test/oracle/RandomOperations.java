package io.github.cacheconsistency.test.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random operations: short histories for brute force, and long ones that an order explains. */
final class RandomOperations {

    static final long INITIAL_VERSION = 1;

    private final Random random;
    private final boolean unfinished;
    private final int again;

    /**
     * @param unfinished whether some writes do not end
     * @param again the percentage of writes that write one of the first three versions again
     */
    RandomOperations(Random random, boolean unfinished, int again) {
        this.random = random;
        this.unfinished = unfinished;
        this.again = again;
    }

    /** Reads return arbitrary versions; moments may be equal. */
    List<LoggedOperation> arbitrary(int atMost) {
        List<LoggedOperation> operations = new ArrayList<>();
        int count = 1 + random.nextInt(atMost);
        int writes = random.nextInt(count + 1);
        long moments = 3L * count;
        for (int i = 0; i < count; i++) {
            long started = random.nextLong(moments);
            long ended = started + random.nextLong(moments / 3 + 1);
            operations.add(
                    i < writes
                            ? write(started, ended, writeVersion(i))
                            : new LoggedOperation(false, started, ended, INITIAL_VERSION + random.nextInt(writes + 1)));
        }
        return operations;
    }

    /** Each operation takes effect at its position in a list, and lasts some moments before and after that. */
    List<LoggedOperation> linearizable(int count, int writesInHundred, int width) {
        List<LoggedOperation> operations = new ArrayList<>();
        long held = INITIAL_VERSION;
        int writes = 0;
        for (int i = 0; i < count; i++) {
            long effect = 10L * i;
            long started = effect - random.nextInt(10 * width);
            long ended = effect + random.nextInt(10 * width);
            boolean writing = random.nextInt(100) < writesInHundred;
            if (writing) {
                LoggedOperation write = write(started, ended, writeVersion(writes++));
                boolean happened = write.ended() != OperationLog.NEVER || random.nextBoolean();
                held = happened ? write.version() : held;
                operations.add(write);
            } else {
                operations.add(new LoggedOperation(false, started, ended, held));
            }
        }
        return operations;
    }

    /** The same operations, with one that returned or wrote another version, or ran at another time. */
    List<LoggedOperation> mutated(List<LoggedOperation> operations) {
        List<LoggedOperation> mutated = new ArrayList<>(operations);
        int place = random.nextInt(mutated.size());
        LoggedOperation old = mutated.get(place);
        LoggedOperation other = mutated.get(random.nextInt(mutated.size()));
        if (!old.write() && random.nextBoolean()) {
            mutated.set(place, new LoggedOperation(false, old.started(), old.ended(), other.version()));
        } else {
            long later = random.nextLong(-30, 31);
            long ended = old.ended() == OperationLog.NEVER ? OperationLog.NEVER : old.ended() + later;
            mutated.set(place, new LoggedOperation(old.write(), old.started() + later, ended, old.version()));
        }
        return mutated;
    }

    private LoggedOperation write(long started, long ended, long version) {
        return new LoggedOperation(
                true, started, unfinished && random.nextInt(4) == 0 ? OperationLog.NEVER : ended, version);
    }

    private long writeVersion(int write) {
        return INITIAL_VERSION + (random.nextInt(100) < again ? random.nextInt(Math.min(write + 1, 3)) : write + 1);
    }

    static OperationLog log(List<LoggedOperation> operations) {
        OperationLog log = new OperationLog(INITIAL_VERSION);
        for (LoggedOperation operation : operations) {
            if (!operation.write()) {
                log.read(operation.started(), operation.ended(), operation.version());
            } else if (operation.ended() == OperationLog.NEVER) {
                log.unfinishedWrite(operation.started(), operation.version());
            } else {
                log.write(operation.started(), operation.ended(), operation.version());
            }
        }
        return log;
    }
}
