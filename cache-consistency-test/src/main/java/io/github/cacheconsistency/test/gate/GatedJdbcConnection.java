package io.github.cacheconsistency.test.gate;

import java.lang.reflect.Method;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JDBC connection whose statements, commits and rollbacks pass a gate. If the gate reports a lost connection or the
 * death of the client, the connection is cut: the server rolls back what is not committed, and the client can only
 * close it.
 */
final class GatedJdbcConnection {

    private static final Set<String> ALLOWED_WHEN_LOST = Set.of("close", "isClosed", "abort", "unwrap", "isWrapperFor");

    private final Gate gate;
    private final Connection target;
    private final ConnectionCut cut;
    private final String dataSource;

    /** Whether a statement was sent in this transaction: the end of an empty transaction is not a step. */
    private boolean touched;

    private boolean lost;

    /** The error that all further calls throw, if the client has died. */
    private @Nullable Error death;

    private GatedJdbcConnection(Gate gate, Connection target, ConnectionCut cut, String dataSource) {
        this.gate = gate;
        this.target = target;
        this.cut = cut;
        this.dataSource = dataSource;
    }

    /**
     * @param cut cuts {@code target}
     * @param dataSource the name of the bean that supplied it
     */
    static Connection wrap(Gate gate, Connection target, ConnectionCut cut, String dataSource) {
        GatedJdbcConnection connection = new GatedJdbcConnection(gate, target, cut, dataSource);
        return Proxies.of(Connection.class, target, connection::call);
    }

    private @Nullable Object call(Method method, @Nullable Object[] arguments) throws Throwable {
        if (death != null && !ALLOWED_WHEN_LOST.contains(method.getName())) {
            throw death;
        }
        if (lost && !ALLOWED_WHEN_LOST.contains(method.getName())) {
            throw new SQLNonTransientConnectionException(
                    "No operations allowed after the connection was lost", "08003");
        }
        Command command = () -> Proxies.invoke(target, method, arguments);
        return switch (method.getName()) {
            case "createStatement" -> statement(Statement.class, command, "");
            case "prepareStatement" -> statement(PreparedStatement.class, command, (String) arguments[0]);
            case "prepareCall" -> statement(CallableStatement.class, command, (String) arguments[0]);
            case "commit" -> end(SqlOperations.COMMIT, command);
            case "rollback" -> arguments.length == 0 ? end(SqlOperations.ROLLBACK, command) : command.execute();
            case "setAutoCommit" ->
                Boolean.TRUE.equals(arguments[0]) ? end(SqlOperations.COMMIT, command) : command.execute();
            default -> command.execute();
        };
    }

    private @Nullable Object end(Operation operation, Command command) throws Throwable {
        if (!touched || target.getAutoCommit()) {
            return command.execute();
        }
        touched = false;
        return pass(operation, command);
    }

    private <S extends Statement> S statement(Class<S> type, Command creation, String sql) throws Throwable {
        Object statement = creation.execute();
        if (statement == null) {
            throw new IllegalStateException("The JDBC driver returned no statement for: " + sql);
        }
        List<String> batch = new ArrayList<>();
        return Proxies.of(type, statement, (method, arguments) -> {
            Command command = () -> Proxies.invoke(statement, method, arguments);
            String name = method.getName();
            boolean hasText = arguments.length > 0 && arguments[0] instanceof String;
            if (name.equals("addBatch") && hasText) {
                batch.add((String) arguments[0]);
            }
            if (!name.startsWith("execute")) {
                return command.execute();
            }
            String text = hasText ? (String) arguments[0] : sql.isEmpty() ? String.join("; ", batch) : sql;
            touched = true;
            return pass(SqlOperations.of(text, target.getAutoCommit()), command);
        });
    }

    private @Nullable Object pass(Operation operation, Command command) throws Throwable {
        try {
            return gate.pass(operation.through(dataSource), command);
        } catch (SQLException e) {
            if (e.getSQLState() != null && e.getSQLState().startsWith("08")) {
                lose(e);
            }
            throw e;
        } catch (Error e) {
            death = e;
            lose(e);
            throw e;
        }
    }

    private void lose(Throwable cause) {
        if (lost) {
            return;
        }
        lost = true;
        try {
            Ungated.call(() -> {
                cut.cut(target);
                return true;
            });
        } catch (Exception e) {
            cause.addSuppressed(e);
        }
    }
}
