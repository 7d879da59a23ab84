package io.github.cacheconsistency.test.program;

import io.github.cacheconsistency.test.RaceSubject;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The calls of the service that the writers of a scope make. Thread-safe if the service is. */
final class SubjectWrites {

    private final RaceSubject subject;
    private final TransactionTemplate transactions;

    /** @param transactions for writes that are rolled back */
    SubjectWrites(RaceSubject subject, PlatformTransactionManager transactions) {
        this.subject = subject;
        this.transactions = new TransactionTemplate(transactions);
    }

    /** @throws IllegalArgumentException if the subject does not support {@code writing} */
    RaceSubject.Change change(Writing writing) {
        return switch (writing) {
            case WRITE -> subject.write();
            case WRITE_BOTH -> subject.writeBoth().orElseThrow(() -> lacking("second"));
            case WRITE_AND_CLEAR -> subject.writeAndClear().orElseThrow(() -> lacking("writeAndClear"));
            case INSERT -> subject.insert().orElseThrow(() -> lacking("nullRace"));
            case ROLLED_BACK -> this::writeAndRollBack;
        };
    }

    /**
     * The second entry.
     *
     * @throws IllegalArgumentException if the subject has none
     */
    RaceSubject.Entry second() {
        return subject.second().orElseThrow(() -> lacking("second"));
    }

    private void writeAndRollBack() {
        transactions.executeWithoutResult(status -> {
            try {
                subject.write().run();
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException("A function of the race subject threw in a transaction", e);
            }
            status.setRollbackOnly();
        });
    }

    private static IllegalArgumentException lacking(String method) {
        return new IllegalArgumentException(
                "RaceSubject lacks ." + method + "(..), which this scope needs. Add it, or explore another scope");
    }
}
