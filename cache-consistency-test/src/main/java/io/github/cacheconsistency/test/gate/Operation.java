package io.github.cacheconsistency.test.gate;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One command to one store.
 *
 * @param store the store
 * @param name the command in capitals: {@code GET}, {@code EVALSHA}, {@code SELECT}, {@code COMMIT}; commands sent
 *     together are joined by {@code +}
 * @param access whether it may change data that other operations read
 * @param commits whether it makes changes visible to other transactions: {@code COMMIT}, or a change in autocommit
 * @param keys the Redis keys, or the SQL text
 * @param numbers the integers among its arguments; one of them may be a time-to-live in milliseconds
 * @param dataSource the name of the {@code DataSource} bean of a SQL statement, commit or rollback; empty otherwise
 */
public record Operation(
        Store store,
        String name,
        Access access,
        boolean commits,
        List<String> keys,
        List<Long> numbers,
        String dataSource) {

    public Operation {
        keys = List.copyOf(keys);
        numbers = List.copyOf(numbers);
    }

    /** An operation that goes through no {@code DataSource}. */
    public Operation(Store store, String name, Access access, boolean commits, List<String> keys, List<Long> numbers) {
        this(store, name, access, commits, keys, numbers, "");
    }

    /** A Redis command. */
    public static Operation redis(String name, Access access, List<String> keys, List<Long> numbers) {
        return new Operation(Store.REDIS, name, access, false, keys, numbers);
    }

    /** A SQL statement that does not commit. */
    public static Operation sql(String name, Access access, String text) {
        return new Operation(
                Store.DATABASE, name, access, false, text.isEmpty() ? List.of() : List.of(text), List.of());
    }

    /** Commands that are sent together and take effect in one step. */
    static Operation together(List<Operation> parts) {
        return redis(
                parts.stream().map(Operation::name).distinct().collect(Collectors.joining("+")),
                parts.stream().anyMatch(part -> part.access == Access.WRITE) ? Access.WRITE : Access.READ,
                parts.stream().flatMap(part -> part.keys.stream()).distinct().toList(),
                parts.stream().flatMap(part -> part.numbers.stream()).toList());
    }

    /** The same operation, which also makes the changes of its transaction visible. */
    Operation committing() {
        return new Operation(store, name, access, true, keys, numbers, dataSource);
    }

    /** The same operation, through the {@code DataSource} bean of that name. */
    Operation through(String dataSource) {
        return new Operation(store, name, access, commits, keys, numbers, dataSource);
    }

    @Override
    public String toString() {
        return Stream.concat(Stream.of(name), keys.stream()).collect(Collectors.joining(" "));
    }
}
