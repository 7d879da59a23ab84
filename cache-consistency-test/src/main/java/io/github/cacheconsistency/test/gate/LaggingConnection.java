package io.github.cacheconsistency.test.gate;

import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** A connection to a primary that sends plain queries to a snapshot. */
final class LaggingConnection {

    private LaggingConnection() {}

    static Connection wrap(Connection primary, Connection snapshot) {
        return Proxies.of(Connection.class, primary, (method, arguments) -> switch (method.getName()) {
            case "prepareStatement" -> Proxies.invoke(isPlainQuery(arguments) ? snapshot : primary, method, arguments);
            case "createStatement" ->
                statement((Statement) Proxies.invoke(primary, method, arguments), (Statement)
                        Proxies.invoke(snapshot, method, arguments));
            default -> Proxies.invoke(primary, method, arguments);
        });
    }

    private static Statement statement(@Nullable Statement primary, @Nullable Statement snapshot) {
        if (primary == null || snapshot == null) {
            throw new IllegalStateException("The JDBC driver returned no statement");
        }
        return Proxies.of(Statement.class, primary, (method, arguments) -> {
            if (method.getName().equals("close")) {
                snapshot.close();
            }
            return Proxies.invoke(
                    isExecution(method) && isPlainQuery(arguments) ? snapshot : primary, method, arguments);
        });
    }

    private static boolean isExecution(Method method) {
        return method.getName().startsWith("execute");
    }

    private static boolean isPlainQuery(@Nullable Object[] arguments) {
        return arguments.length > 0 && arguments[0] instanceof String sql && SqlOperations.isPlainQuery(sql);
    }
}
