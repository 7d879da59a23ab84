package io.github.cacheconsistency.test.server;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Its programs are on the class path only in builds on MySQL; there the test must not be skipped. */
@Tag("database")
@EnabledIfSystemProperty(named = TestDatabase.PROPERTY, matches = "mysql")
class EmbeddedMySqlTest extends EmbeddedDatabaseTest {

    EmbeddedMySqlTest() {
        super(TestDatabase.MYSQL, "MySQL 8.0.");
    }
}
