package io.github.cacheconsistency.test.race;

import io.github.cacheconsistency.test.gate.Access;
import io.github.cacheconsistency.test.gate.Operation;
import io.github.cacheconsistency.test.gate.Store;
import java.util.function.Predicate;

/** Predicates for the steps of forced orders; none of them depends on a strategy. */
public final class Steps {

    private Steps() {}

    /** A query, except probes for row locks, which load nothing. */
    public static Predicate<Operation> databaseRead() {
        return is(Store.DATABASE, Access.READ).and(command("PROBE").negate());
    }

    /** A change of rows, in a transaction or in autocommit. */
    public static Predicate<Operation> databaseWrite() {
        return is(Store.DATABASE, Access.WRITE)
                .and(operation -> !operation.name().equals("COMMIT"))
                .and(rollback().negate());
    }

    /** An operation that makes changes visible to other transactions: a {@code COMMIT}, or a change in autocommit. */
    public static Predicate<Operation> commit() {
        return Operation::commits;
    }

    public static Predicate<Operation> rollback() {
        return command("ROLLBACK");
    }

    /** A Redis command that changes nothing. */
    public static Predicate<Operation> redisRead() {
        return is(Store.REDIS, Access.READ);
    }

    /** A Redis command that may change something, scripts included. */
    public static Predicate<Operation> redisWrite() {
        return is(Store.REDIS, Access.WRITE);
    }

    /** Any Redis command. */
    public static Predicate<Operation> redis() {
        return operation -> operation.store() == Store.REDIS;
    }

    /** Any SQL statement, commit or rollback. */
    public static Predicate<Operation> database() {
        return operation -> operation.store() == Store.DATABASE;
    }

    /** A wait for another task or for time to pass. */
    public static Predicate<Operation> waiting() {
        return operation -> operation.store() == Store.TIME;
    }

    /** One command by name, in capitals. */
    public static Predicate<Operation> command(String name) {
        return operation -> operation.name().equals(name);
    }

    private static Predicate<Operation> is(Store store, Access access) {
        return operation -> operation.store() == store && operation.access() == access;
    }
}
