package io.github.cacheconsistency.test.gate;

import java.lang.reflect.Method;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A JDBC connection whose statements, commits and rollbacks pass a gate. */
final class GatedJdbcConnection {

    private final Gate gate;
    private final Connection target;

    /** Whether anything was sent since the transaction began: ending an untouched one is no step. */
    private boolean touched;

    private GatedJdbcConnection(Gate gate, Connection target) {
        this.gate = gate;
        this.target = target;
    }

    static Connection wrap(Gate gate, Connection target) {
        GatedJdbcConnection connection = new GatedJdbcConnection(gate, target);
        return Proxies.of(Connection.class, target, connection::call);
    }

    private @Nullable Object call(Method method, @Nullable Object[] arguments) throws Throwable {
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
        try {
            return gate.pass(operation, command);
        } catch (Throwable e) {
            // For the client the connection is lost, and what the server has not committed by then it rolls back.
            try {
                target.rollback();
            } catch (SQLException rollback) {
                e.addSuppressed(rollback);
            }
            throw e;
        }
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
            Operation operation = SqlOperations.of(text, target.getAutoCommit());
            Object result = gate.pass(operation, command);
            touched = true;
            return result;
        });
    }
}
