package io.github.cacheconsistency.sample.orders;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/** Explains in a few lines what is missing if the service starts without a usable database. */
final class UnusableDatabaseAnalyzer extends AbstractFailureAnalyzer<SQLException> {

    private static final int UNKNOWN_DATABASE = 1049;

    private final Environment environment;

    UnusableDatabaseAnalyzer(Environment environment) {
        this.environment = environment;
    }

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable startUpFailure, SQLException cause) {
        if (!isConnectionFailure(cause)) {
            return null;
        }
        // Without parameters, which may contain a password.
        String url = environment
                .getProperty("spring.datasource.url", "an unknown URL")
                .replaceFirst("\\?.*", "");
        return new FailureAnalysis(
                "The database at " + url + " cannot be used: "
                        + String.valueOf(cause.getMessage())
                                .strip()
                                .lines()
                                .findFirst()
                                .orElse("no reason was given"),
                "Start a MySQL or MariaDB with an empty schema, and name it by --spring.datasource.url, --spring.datasource.username"
                        + " and --spring.datasource.password; Redis by --spring.data.redis.host and --spring.data.redis.port. Or run"
                        + " 'mvn spring-boot:test-run -pl sample-order-service -am', which brings servers of its own.",
                startUpFailure);
    }

    /** SQL state class 08 is a connection exception; 28 is an invalid authorization. */
    private static boolean isConnectionFailure(SQLException cause) {
        String state = cause.getSQLState();
        return cause.getErrorCode() == UNKNOWN_DATABASE
                || state != null && (state.startsWith("08") || state.startsWith("28"));
    }
}
